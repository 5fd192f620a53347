import { type AlarmService, alarmTransitionToWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AlarmHistory } from "../alarms/alarm-history.js";
import { refOf } from "../alarms/stored-alarm.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListTransitions = MethodHandler<(typeof AlarmService)["method"]["listTransitions"]>;

/** What happened to an alarm, newest first. */
export function listTransitions(book: AlarmBook, history: AlarmHistory): ListTransitions {
  return async (request) => {
    const ref = refOf(await book.get(request.id));
    const { transitions, nextCursor } = await history.list(ref, page(request, LIST_LIMIT));
    return { transitions: transitions.map(alarmTransitionToWire), nextCursor: nextCursor ?? "" };
  };
}
