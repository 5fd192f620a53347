import {
  assetId,
  CATCH_UPS,
  DEFAULT_SITE,
  InvalidValue,
  METERS,
  PLAN_INTERVALS,
  PLAN_TRIGGERS,
  type PlanTrigger,
  type PreventivePlan,
  parseOrderTask,
  type RecurrenceRule,
  siteId,
} from "@phm/domain";
import type { Request } from "express";
import { bodyField, bodyNumber, bodyText, bodyWord, optionalBodyNumber } from "../json-body.js";
import { organisationOf, queryText } from "../request-parameters.js";

const REACHES = ["alert", "alarm", "B", "C", "D"] as const;
const TIERS = ["plan", "act_now"] as const;

export function placeOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

/** The plan that the body states, under the id of the path. @throws InvalidValue naming the field */
export function planOf(request: Request): PreventivePlan {
  return {
    ...{
      id: String(request.params.id),
      ...placeOf(request),
      asset: assetId(bodyText(request, "asset")),
      component: bodyText(request, "component"),
    },
    task: parseOrderTask(bodyField(request, "task")),
    trigger: triggerOf(bodyObject(request, "trigger")),
    tier: bodyField(request, "tier") === undefined ? "plan" : bodyWord(request, "tier", TIERS),
    ...{ aheadDays: optionalBodyNumber(request, "aheadDays").aheadDays ?? 0, ...optionalBodyNumber(request, "aheadHours") },
    ...{ toleranceDays: optionalBodyNumber(request, "toleranceDays").toleranceDays ?? 0 },
  };
}

/** The rule that the body states. @throws InvalidValue naming the field */
export function ruleOf(request: { readonly body?: unknown }): RecurrenceRule {
  return { rrule: bodyText(request, "rrule"), start: bodyText(request, "start"), timeZone: bodyText(request, "timeZone") };
}

/** A part of the body that is an object itself, as if it were a body. */
function bodyObject(request: { readonly body?: unknown }, name: string): { readonly body: object } {
  const body = bodyField(request, name);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return { body };
  throw new InvalidValue(name, body, "an object");
}

function triggerOf(trigger: { readonly body: object }): PlanTrigger {
  const kind = bodyWord(trigger, "kind", PLAN_TRIGGERS);
  if (kind === "condition")
    return { kind, reaches: bodyWord(trigger, "reaches", REACHES), heldHours: optionalBodyNumber(trigger, "heldHours").heldHours ?? 0 };
  const interval = bodyField(trigger, "interval") === undefined ? "fixed" : bodyWord(trigger, "interval", PLAN_INTERVALS);
  if (kind === "calendar") {
    const catchUp = bodyField(trigger, "catchUp") === undefined ? {} : { catchUp: bodyWord(trigger, "catchUp", CATCH_UPS) };
    return { kind, rule: ruleOf(bodyObject(trigger, "rule")), interval, ...catchUp };
  }
  const { from = 0 } = optionalBodyNumber(trigger, "from");
  return { kind, meter: bodyWord(trigger, "meter", METERS), every: bodyNumber(trigger, "every"), from, interval };
}
