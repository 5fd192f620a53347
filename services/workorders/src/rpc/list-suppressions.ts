import { type SuppressionService, suppressionToWire } from "@phm/contracts";
import { InvalidValue, organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { SuppressionBook } from "../suppressions/suppression-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListSuppressions = MethodHandler<(typeof SuppressionService)["method"]["listSuppressions"]>;

/** Newest first. */
export function listSuppressions(book: SuppressionBook): ListSuppressions {
  return async (request) => {
    const { organisation, site, asset, standingAtNs } = request;
    if (asset && !site) throw new InvalidValue("site", site, "given together with the asset");
    const { suppressions, nextCursor } = await book.list({
      organisation: organisationId(organisation),
      ...{ site, asset },
      ...(standingAtNs > 0n ? { standingAtNs } : {}),
      ...page(request, LIST_LIMIT),
    });
    return { suppressions: suppressions.map(suppressionToWire), nextCursor: nextCursor ?? "" };
  };
}
