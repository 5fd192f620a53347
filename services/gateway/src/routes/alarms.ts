import { type AlarmMessage, alarmFromWire, alarmStateCodec, alarmTransitionFromWire } from "@phm/contracts";
import { DEFAULT_SITE, InvalidValue } from "@phm/domain";
import type { Request, Response } from "express";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { listOf, organisation, PLACES, page, RANGE } from "../api/parameters.js";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { organisationOf, pageOf, rangeOf } from "../request-parameters.js";
import { alarm, alarmCommand, alarmKpis, alarmState, alarmTransition, shelfCommand } from "../schemas/alarms.js";
import { alarmKpisView, alarmTransitionView, alarmView } from "../views/alarm-view.js";

const MAX_PAGE = 500;
const ANY_STATE = 0;
const TAG = "Alarms";
/** A command that was not answered may have been carried out: it is not repeated behind the caller's back. */
const ONCE = { idempotent: false };

type Answered = { readonly alarm?: AlarmMessage | undefined; readonly version: bigint };
type Command = ReturnType<typeof commandOf>;
type Alarms = GatewayContext["predict"]["alarms"];

/** The alarms, their history and figures, and what people can do with them. */
export const alarmOperations = [
  operation({
    id: "listAlarms",
    method: "get",
    path: "/alarms",
    demand: "read",
    tag: TAG,
    summary: "Alarms, by state and asset",
    query: {
      ...PLACES,
      ...page(MAX_PAGE),
      asset: z.string().optional().describe("Only of this asset of the site (`default` where none is given)."),
      state: alarmState.optional(),
    },
    answer: listOf(alarm),
    handle: async ({ predict }, { query, request }) => {
      const { asset = "", state } = query;
      const answer = await predict.alarms.listAlarms({
        organisation: organisationOf(request),
        site: query.site ?? (asset ? DEFAULT_SITE : ""),
        asset,
        state: state === undefined ? ANY_STATE : alarmStateCodec.toWire(state),
        ...pageOf(request, MAX_PAGE),
      });
      return { items: answer.alarms.map((each) => alarmView(alarmFromWire(each))), nextCursor: answer.nextCursor || undefined };
    },
  }),
  operation({
    id: "getAlarmKpis",
    method: "get",
    path: "/alarms/kpis",
    demand: "read",
    tag: TAG,
    summary: "Figures of the alarms of a time",
    query: { ...PLACES, ...RANGE },
    answer: alarmKpis,
    handle: async ({ predict }, { query, request }) => {
      const { fromNs, toNs } = rangeOf(request, MAX_PAGE);
      const { kpis } = await predict.alarms.getAlarmKpis({ organisation: organisationOf(request), site: query.site ?? "", fromNs, toNs });
      if (!kpis) throw new InvalidValue("kpis", undefined, "present");
      return alarmKpisView(kpis);
    },
  }),
  operation({
    id: "getAlarm",
    method: "get",
    path: "/alarms/:id",
    demand: "read",
    tag: TAG,
    summary: "One alarm, with its ETag",
    query: { organisation },
    answer: alarm,
    handle: async ({ predict }, { params, response }) => shown(response, await predict.alarms.getAlarm({ id: params.id ?? "" })),
  }),
  operation({
    id: "listAlarmTransitions",
    method: "get",
    path: "/alarms/:id/transitions",
    demand: "read",
    tag: TAG,
    summary: "The history of an alarm, newest first",
    query: { organisation, ...page(MAX_PAGE) },
    answer: listOf(alarmTransition),
    handle: async ({ predict }, { params, request }) => {
      const answer = await predict.alarms.listTransitions({ id: params.id ?? "", ...pageOf(request, MAX_PAGE) });
      const items = answer.transitions.map((transition) => alarmTransitionView(alarmTransitionFromWire(transition)));
      return { items, nextCursor: answer.nextCursor || undefined };
    },
  }),
  operation({
    id: "shelveAlarm",
    method: "post",
    path: "/alarms/:id/shelve",
    demand: "plan",
    tag: TAG,
    summary: "Puts an alarm aside for a time",
    query: { organisation },
    body: shelfCommand,
    answer: alarm,
    handle: async ({ predict }, { body, request, response }) => {
      const shelve = { ...commandOf(request, body), durationS: body.durationS };
      return shown(response, await predict.alarms.shelve(shelve, ONCE));
    },
  }),
  command("acknowledgeAlarm", "acknowledge", "work", "Says that an alarm was seen", (alarms, asked) => alarms.acknowledge(asked, ONCE)),
  command("unshelveAlarm", "unshelve", "plan", "Takes an alarm from its shelf", (alarms, asked) => alarms.unshelve(asked, ONCE)),
  command("takeAlarmOutOfService", "out-of-service", "plan", "Takes an alarm out of service", (alarms, asked) =>
    alarms.setOutOfService(asked, ONCE),
  ),
  command("returnAlarmToService", "return-to-service", "plan", "Takes an alarm into service again", (alarms, asked) =>
    alarms.returnToService(asked, ONCE),
  ),
];

function command(
  id: string,
  word: string,
  demand: "work" | "plan",
  summary: string,
  carryOut: (alarms: Alarms, asked: Command) => Promise<Answered>,
) {
  return operation({
    ...{ id, method: "post", path: `/alarms/:id/${word}`, demand, tag: TAG, summary },
    description: "`If-Match` with the ETag that was read refuses a decision on an alarm that has changed since.",
    query: { organisation },
    body: alarmCommand,
    answer: alarm,
    handle: async ({ predict }, { body, request, response }) => shown(response, await carryOut(predict.alarms, commandOf(request, body))),
  });
}

function commandOf(request: Request, { actor = "", reason = "" }: z.infer<typeof alarmCommand>) {
  return { id: String(request.params.id), actor, reason, expectedVersion: expectedVersionOf(request, "alarm") };
}

function shown(response: Response, { alarm: message, version }: Answered) {
  if (!message) throw new InvalidValue("alarm", undefined, "present");
  response.setHeader("ETag", `"${version}"`);
  return alarmView(alarmFromWire(message));
}
