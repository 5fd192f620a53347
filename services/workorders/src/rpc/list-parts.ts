import type { PartService } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { PartStore } from "../parts/part-store.js";
import { LIST_LIMIT } from "./list-limit.js";
import { partRecordToWire } from "./part-messages.js";

type ListParts = MethodHandler<(typeof PartService)["method"]["listParts"]>;

export function listParts(parts: PartStore): ListParts {
  return async (request) => {
    const { organisation, site, onlyShort } = request;
    const { records, nextCursor } = await parts.list(organisationId(organisation), siteId(site), onlyShort, page(request, LIST_LIMIT));
    return { records: records.map(partRecordToWire), nextCursor: nextCursor ?? "" };
  };
}
