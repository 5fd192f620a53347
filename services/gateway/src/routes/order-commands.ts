import {
  assetRefToWire,
  failureModeCodec,
  orderCommandToWire,
  orderRoleCodec,
  orderTaskToWire,
  type RequestedCommand,
  tierCodec,
} from "@phm/contracts";
import { assetRef, DEFAULT_SITE, FAILURE_MODES, ORDER_ROLES, parseOrderTask, parseTimeNs, SIGNATURE_METHODS, TIERS } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyField, bodyNumber, bodyText, bodyWord, jsonBody, optionalBodyNumber, optionalBodyText } from "../json-body.js";
import { organisationOf } from "../request-parameters.js";
import { type OrderAnswer, orderAnswerView } from "../views/order-answer-view.js";
import { closingOf } from "./verdict-body.js";

type OrderRequest = Request<{ id: string }>;

/** A command that was not answered may have been carried out: it is not repeated behind the caller's back. */
const ONCE = { idempotent: false };

/** The last word of `/work-orders/ID/…`, and the command that the body then states. */
const COMMANDS: Readonly<Record<string, (request: OrderRequest) => RequestedCommand>> = {
  acknowledge: () => ({ kind: "acknowledge" }),
  assign: (request) => ({ kind: "assign", ...optionalBodyText(request, "assignee") }),
  plan: (request) => ({ kind: "plan", startNs: bodyTime(request, "start"), endNs: bodyTime(request, "end") }),
  start: () => ({ kind: "start" }),
  hold: (request) => ({ kind: "hold", reason: bodyText(request, "reason") }),
  resume: (request) => ({ kind: "resume", note: bodyText(request, "note") }),
  done: (request) => ({ kind: "finish", note: bodyText(request, "note") }),
  verify: (request) => ({ kind: "verify", name: bodyText(request, "name"), method: bodyWord(request, "method", SIGNATURE_METHODS) }),
  reject: (request) => ({ kind: "reject", reason: bodyText(request, "reason") }),
  reopen: (request) => ({ kind: "reopen", reason: bodyText(request, "reason") }),
  comments: (request) => ({ kind: "comment", note: bodyText(request, "text") }),
  checklist: (request) => ({
    ...{ kind: "tick", number: bodyNumber(request, "number"), ...optionalBodyNumber(request, "reading") },
    ...{ ...optionalBodyText(request, "unit"), ...optionalBodyText(request, "note") },
  }),
  time: (request) => ({ kind: "book_time", booking: timeBookingOf(request) }),
  parts: (request) => ({ kind: "book_part", booking: partBookingOf(request) }),
};

export function sendOrder(response: Response, answer: OrderAnswer): void {
  response.setHeader("ETag", `"${answer.version}"`);
  response.json(orderAnswerView(answer));
}

/** What people do with work orders. The body says who, as what, and why; `If-Match` refuses a decision on what has changed since. */
export function orderCommandRoutes({ workorders: { orders } }: GatewayContext): Router {
  const router = Router();
  for (const [word, commandOf] of Object.entries(COMMANDS)) {
    router.post(`/work-orders/:id/${word}`, jsonBody, async (request: OrderRequest, response) => {
      const command = orderCommandToWire(commandOf(request));
      const commandId = request.get("Idempotency-Key") ?? "";
      sendOrder(response, await orders.changeWorkOrder({ ...decisionOf(request), role: roleOf(request), commandId, command }, ONCE));
    });
  }
  router.post("/work-orders", jsonBody, async (request, response) => {
    const answer = await orders.createWorkOrder(wantedWorkOf(request), ONCE);
    response.status(201);
    sendOrder(response, answer);
  });
  router.post("/work-orders/:id/close", jsonBody, async (request: OrderRequest, response) =>
    sendOrder(response, await orders.closeWorkOrder({ ...decisionOf(request), ...anyRoleOf(request), ...closingOf(request) }, ONCE)),
  );
  router.post("/work-orders/:id/cancel", jsonBody, async (request: OrderRequest, response) => {
    const reason = bodyText(request, "reason");
    sendOrder(response, await orders.cancelWorkOrder({ ...decisionOf(request), ...anyRoleOf(request), reason }, ONCE));
  });
  return router;
}

/** The work that the body calls for: what to do at which asset by when, as whom; `Idempotency-Key` names the request. */
function wantedWorkOf(request: Request) {
  const given = (name: string) => (bodyField(request, name) ?? undefined) !== undefined;
  return {
    ref: assetRefToWire(assetRef(organisationOf(request), bodyText(request, "site") || DEFAULT_SITE, bodyText(request, "asset"))),
    component: bodyText(request, "component"),
    ...(given("failureMode") ? { failureMode: failureModeCodec.toWire(bodyWord(request, "failureMode", FAILURE_MODES)) } : {}),
    ...(given("tier") ? { tier: tierCodec.toWire(bodyWord(request, "tier", TIERS)) } : {}),
    dueNs: parseTimeNs(bodyText(request, "due"), "due"),
    task: orderTaskToWire(parseOrderTask(bodyField(request, "task"))),
    actor: bodyText(request, "actor"),
    role: orderRoleCodec.toWire(bodyWord(request, "role", ORDER_ROLES)),
    requestId: request.get("Idempotency-Key") ?? "",
  };
}

/** Which order, as whom, from which version of it. */
function decisionOf(request: OrderRequest) {
  const expectedVersion = expectedVersionOf(request, "work order");
  return { organisation: organisationOf(request), id: request.params.id, actor: bodyText(request, "actor"), expectedVersion };
}

function roleOf(request: OrderRequest) {
  return orderRoleCodec.toWire(bodyWord(request, "role", ORDER_ROLES));
}

/** Who closes or cancels may leave the role out, and is a technician then. */
function anyRoleOf(request: OrderRequest) {
  return (bodyField(request, "role") ?? undefined) === undefined ? {} : { role: roleOf(request) };
}

function bodyTime(request: OrderRequest, name: string): bigint {
  return parseTimeNs(bodyText(request, name), name);
}

function timeBookingOf(request: OrderRequest) {
  return {
    person: bodyText(request, "person") || bodyText(request, "actor"),
    startNs: bodyTime(request, "start"),
    minutes: bodyNumber(request, "minutes"),
    ...optionalBodyNumber(request, "ratePerHour"),
    ...optionalBodyText(request, "note"),
  };
}

function partBookingOf(request: OrderRequest) {
  return {
    part: bodyText(request, "part"),
    quantity: bodyNumber(request, "quantity"),
    ...optionalBodyText(request, "store"),
    ...optionalBodyNumber(request, "costPerUnit"),
    ...optionalBodyText(request, "note"),
  };
}
