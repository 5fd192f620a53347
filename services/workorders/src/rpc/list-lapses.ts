import { itemState } from "@phm/advisory";
import type { InspectionService } from "@phm/contracts";
import { type MethodHandler, pageRange } from "@phm/service-kit";
import type { RoundBook } from "../inspection/round-book.js";
import { roundToWire } from "./inspection-messages.js";
import { LIST_LIMIT } from "./list-limit.js";
import { sitePlace } from "./site-place.js";

type ListLapses = MethodHandler<(typeof InspectionService)["method"]["listLapses"]>;

export function listLapses(book: RoundBook): ListLapses {
  return async (request) => {
    const { rounds, nextCursor } = await book.list({ ...sitePlace(request), ...pageRange(request, LIST_LIMIT), onlyLapsed: true });
    const nowNs = book.nowNs();
    const lapsed = rounds.map((record) =>
      roundToWire(record, nowNs, (item) => ["late", "missed"].includes(itemState(item, record.round, nowNs))),
    );
    return { rounds: lapsed, nextCursor: nextCursor ?? "" };
  };
}
