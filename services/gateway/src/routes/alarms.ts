import { type AlarmMessage, alarmFromWire, alarmStateCodec, alarmTransitionFromWire } from "@phm/contracts";
import { ALARM_STATES, type AlarmState, DEFAULT_SITE, InvalidValue } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyNumber, bodyText, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText, rangeOf } from "../request-parameters.js";
import { alarmKpisView, alarmTransitionView, alarmView } from "../views/alarm-view.js";

const MAX_PAGE = 500;
const ANY_STATE = 0;
/** A command that was not answered may have been carried out: it is not repeated behind the caller's back. */
const ONCE = { idempotent: false };

function stateOf(text: string | undefined) {
  if (text === undefined) return ANY_STATE;
  if (!ALARM_STATES.includes(text as AlarmState)) throw new InvalidValue("state", text, `one of ${ALARM_STATES.join(", ")}`);
  return alarmStateCodec.toWire(text as AlarmState);
}

function commandOf(request: Request<{ id: string }>) {
  const { id } = request.params;
  return {
    id,
    actor: bodyText(request, "actor"),
    reason: bodyText(request, "reason"),
    expectedVersion: expectedVersionOf(request, "alarm"),
  };
}

function send(response: Response, { alarm, version }: { alarm?: AlarmMessage | undefined; version: bigint }): void {
  response.setHeader("ETag", `"${version}"`);
  response.json(alarm && alarmView(alarmFromWire(alarm)));
}

/** The alarms, their history and figures, and what people can do with them. */
export function alarmRoutes({ predict: { alarms } }: GatewayContext): Router {
  const router = Router();
  router.get("/alarms", async (request, response) => {
    const asset = queryText(request, "asset") ?? "";
    const answer = await alarms.listAlarms({
      organisation: organisationOf(request),
      site: queryText(request, "site") ?? (asset ? DEFAULT_SITE : ""),
      asset,
      state: stateOf(queryText(request, "state")),
      ...pageOf(request, MAX_PAGE),
    });
    response.json({ items: answer.alarms.map((alarm) => alarmView(alarmFromWire(alarm))), nextCursor: answer.nextCursor || undefined });
  });
  router.get("/alarms/kpis", async (request, response) => {
    const { fromNs, toNs } = rangeOf(request, MAX_PAGE);
    const asked = { organisation: organisationOf(request), site: queryText(request, "site") ?? "", fromNs, toNs };
    const { kpis } = await alarms.getAlarmKpis(asked);
    response.json(kpis && alarmKpisView(kpis));
  });
  router.get("/alarms/:id", async (request, response) => send(response, await alarms.getAlarm({ id: request.params.id })));
  router.get("/alarms/:id/transitions", async (request, response) => {
    const answer = await alarms.listTransitions({ id: request.params.id, ...pageOf(request, MAX_PAGE) });
    const items = answer.transitions.map((transition) => alarmTransitionView(alarmTransitionFromWire(transition)));
    response.json({ items, nextCursor: answer.nextCursor || undefined });
  });
  router.post("/alarms/:id/acknowledge", jsonBody, async (request: Request<{ id: string }>, response) =>
    send(response, await alarms.acknowledge(commandOf(request), ONCE)),
  );
  router.post("/alarms/:id/shelve", jsonBody, async (request: Request<{ id: string }>, response) =>
    send(response, await alarms.shelve({ ...commandOf(request), durationS: bodyNumber(request, "durationS") }, ONCE)),
  );
  router.post("/alarms/:id/unshelve", jsonBody, async (request: Request<{ id: string }>, response) =>
    send(response, await alarms.unshelve(commandOf(request), ONCE)),
  );
  router.post("/alarms/:id/out-of-service", jsonBody, async (request: Request<{ id: string }>, response) =>
    send(response, await alarms.setOutOfService(commandOf(request), ONCE)),
  );
  router.post("/alarms/:id/return-to-service", jsonBody, async (request: Request<{ id: string }>, response) =>
    send(response, await alarms.returnToService(commandOf(request), ONCE)),
  );
  return router;
}
