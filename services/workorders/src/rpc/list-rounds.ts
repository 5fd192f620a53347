import { type InspectionService, roundStateCodec } from "@phm/contracts";
import { type MethodHandler, pageRange } from "@phm/service-kit";
import type { RoundBook } from "../inspection/round-book.js";
import { roundToWire } from "./inspection-messages.js";
import { LIST_LIMIT } from "./list-limit.js";
import { sitePlace } from "./site-place.js";

type ListRounds = MethodHandler<(typeof InspectionService)["method"]["listRounds"]>;

const ANY_STATE = 0;

export function listRounds(book: RoundBook): ListRounds {
  return async (request) => {
    const { route, state } = request;
    const { rounds, nextCursor } = await book.list({
      ...{ ...sitePlace(request), ...pageRange(request, LIST_LIMIT), route },
      ...(state === ANY_STATE ? {} : { state: roundStateCodec.fromWire(state, "state") }),
    });
    return { rounds: rounds.map((each) => roundToWire(each, book.nowNs())), nextCursor: nextCursor ?? "" };
  };
}
