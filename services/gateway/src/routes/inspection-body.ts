import {
  assetRef,
  checkInspectionRoute,
  checkInspectionStandard,
  DEFAULT_SITE,
  FAILURE_MODES,
  FINDING_TIERS,
  INSPECTED_STATES,
  INSPECTION_ANSWERS,
  INSPECTION_FORMS,
  type InspectionAnswer,
  type InspectionDuty,
  type InspectionEntry,
  type InspectionForm,
  type InspectionKey,
  type InspectionRoute,
  type InspectionStandard,
  InvalidValue,
  inspectionCode,
  JUDGED_GRADES,
  ORDER_ROLES,
  PERIOD_UNITS,
  parseTimeNs,
  siteId,
} from "@phm/domain";
import type { Request } from "express";
import { bodyField, bodyNumber, bodyText, bodyTexts, bodyWord, optionalBodyNumber, optionalBodyText } from "../json-body.js";
import { organisationOf, queryText } from "../request-parameters.js";

/** An object of a body, read by the same readers as the body itself. */
interface Part {
  readonly body: unknown;
}

export function inspectionPlaceOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

/** The point or route of the path, in the organisation and site of the query (default: `default`). */
export function inspectionKeyOf(request: Request): InspectionKey {
  return { ...inspectionPlaceOf(request), code: inspectionCode(request.params.code) };
}

/** @throws InvalidValue naming the field of the body that breaks a rule */
export function standardOf(request: Request): InspectionStandard {
  const { organisation, site, code } = inspectionKeyOf(request);
  const period = partOf(request, "period");
  const standard: InspectionStandard = {
    ...{ code, ref: assetRef(organisation, site, bodyText(request, "asset")), component: bodyText(request, "component") },
    ...{ name: bothOf(request, "name"), place: bothOf(request, "place"), method: bothOf(request, "method") },
    ...{ form: formOf(partOf(request, "form")), duty: dutyOf(request) },
    period: { every: bodyNumber(period, "every"), unit: bodyWord(period, "unit", PERIOD_UNITS) },
    machineState: bodyWord(request, "machineState", INSPECTED_STATES),
    ...(isGiven(request, "failureMode") ? { failureMode: bodyWord(request, "failureMode", FAILURE_MODES) } : {}),
    ...{ tier: bodyWord(request, "tier", FINDING_TIERS), reference: bodyText(request, "reference") },
    ...optionalBodyNumber(request, "warningsToFail"),
  };
  checkInspectionStandard(standard);
  return standard;
}

/** @throws InvalidValue naming the field of the body that breaks a rule */
export function routeOf(request: Request): InspectionRoute {
  const schedule = partOf(request, "schedule");
  const route: InspectionRoute = {
    ...{ ...inspectionKeyOf(request), name: bothOf(request, "name"), duty: dutyOf(request) },
    points: bodyTexts(request, "points").map((point, i) => inspectionCode(point, `points[${i}]`)),
    schedule: {
      ...{ timeZone: bodyText(schedule, "timeZone"), firstDay: bodyText(schedule, "firstDay") },
      ...{ times: bodyTexts(schedule, "times"), everyDays: isGiven(schedule, "rrule") ? 1 : bodyNumber(schedule, "everyDays") },
      ...optionalBodyText(schedule, "rrule"),
    },
    expectedMinutes: bodyNumber(request, "expectedMinutes"),
    windowMinutes: bodyNumber(request, "windowMinutes"),
    graceMinutes: bodyNumber(request, "graceMinutes"),
  };
  checkInspectionRoute(route);
  return route;
}

/** One entry of an upload; what it says is checked where it is taken. @throws InvalidValue for a field of a wrong type */
export function entryOf(body: unknown): InspectionEntry {
  const entry = { body };
  return {
    ...{ id: bodyText(entry, "id"), round: bodyText(entry, "round"), point: inspectionCode(bodyText(entry, "point"), "point") },
    ...{ standardVersion: versionOf(entry), answer: answerOf(partOf(entry, "answer")), note: bodyText(entry, "note") },
    ...{ photos: bodyTexts(entry, "photos"), actor: bodyText(entry, "actor"), role: bodyWord(entry, "role", ORDER_ROLES) },
    phoneNs: parseTimeNs(bodyText(entry, "taken"), "taken"),
  };
}

function versionOf(entry: Part): number {
  const version = bodyNumber(entry, "standardVersion");
  if (Number.isSafeInteger(version) && version >= 1) return version;
  throw new InvalidValue("standardVersion", version, "the version of the standard that was shown, a whole number of at least 1");
}

function answerOf(answer: Part): InspectionAnswer {
  const kind = bodyWord(answer, "kind", INSPECTION_ANSWERS);
  if (kind === "numeric") return { kind, value: bodyNumber(answer, "value"), unit: bodyText(answer, "unit") };
  if (kind === "choice") return { kind, choice: bodyText(answer, "choice") };
  if (kind === "skipped") return { kind, text: bodyText(answer, "text") };
  return { kind, grade: bodyWord(answer, "grade", JUDGED_GRADES), text: bodyText(answer, "text") };
}

function formOf(form: Part): InspectionForm {
  const kind = bodyWord(form, "kind", INSPECTION_FORMS);
  if (kind === "numeric") return numericOf(form);
  if (kind !== "choice") return { kind };
  const choices = bodyField(form, "choices");
  if (!Array.isArray(choices)) throw new InvalidValue("form.choices", choices, "a list of choices");
  return { kind, choices: choices.map((body: unknown) => choiceOf({ body })) };
}

function numericOf(form: Part): InspectionForm {
  return {
    ...{ kind: "numeric", unit: bodyText(form, "unit"), min: bodyNumber(form, "min"), max: bodyNumber(form, "max") },
    ...{ ...optionalBodyNumber(form, "failBelow"), ...optionalBodyNumber(form, "warnBelow") },
    ...{ ...optionalBodyNumber(form, "warnAbove"), ...optionalBodyNumber(form, "failAbove") },
  };
}

function choiceOf(choice: Part) {
  return { code: bodyText(choice, "code"), name: bothOf(choice, "name"), grade: bodyWord(choice, "grade", JUDGED_GRADES) };
}

function dutyOf(request: Part): InspectionDuty {
  const duty = partOf(request, "duty");
  return { role: bodyWord(duty, "role", ORDER_ROLES), ...optionalBodyText(duty, "person") };
}

function bothOf(part: Part, name: string) {
  return { en: bodyText(part, `${name}En`), zh: bodyText(part, `${name}Zh`) };
}

function partOf(parent: Part, name: string): Part {
  const body = bodyField(parent, name);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return { body };
  throw new InvalidValue(name, body, "an object", "wrong_type");
}

function isGiven(part: Part, name: string): boolean {
  return (bodyField(part, name) ?? "") !== "";
}
