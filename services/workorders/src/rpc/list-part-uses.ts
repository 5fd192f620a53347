import type { BillService } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { BillBook } from "../parts/bill-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListPartUses = MethodHandler<(typeof BillService)["method"]["listPartUses"]>;

export function listPartUses(bills: BillBook): ListPartUses {
  return async (request) => {
    const { organisation, site, part } = request;
    const key = { organisation: organisationId(organisation), site: siteId(site), part };
    const { uses, nextCursor } = await bills.usesOf(key, page(request, LIST_LIMIT));
    return { uses: uses.map((use) => ({ ...use, positions: [...use.positions] })), nextCursor: nextCursor ?? "" };
  };
}
