import { type ExchangeService, eventOutcomeCodec } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { EventLog } from "../exchange/event-log.js";
import { eventMessage, systemKeyOf } from "./exchange-messages.js";
import { LIST_LIMIT } from "./list-limit.js";

const ANY_OUTCOME = 0;

type ListEvents = MethodHandler<(typeof ExchangeService)["method"]["listEvents"]>;

export function listEvents(events: EventLog): ListEvents {
  return async (request) => {
    const outcome = request.outcome === ANY_OUTCOME ? undefined : eventOutcomeCodec.fromWire(request.outcome, "outcome");
    const { events: found, nextCursor } = await events.list(systemKeyOf(request), outcome, page(request, LIST_LIMIT));
    return { events: found.map(eventMessage), nextCursor: nextCursor ?? "" };
  };
}
