import { lifeOutcomeToWire, type PrognosisService } from "@phm/contracts";
import { assetId, InvalidValue, organisationId, siteId } from "@phm/domain";
import { type MethodHandler, openRange, page } from "@phm/service-kit";
import type { OutcomeBook } from "../outcomes/outcome-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListLifeOutcomes = MethodHandler<(typeof PrognosisService)["method"]["listLifeOutcomes"]>;

/** Lives that ended, latest first. */
export function listLifeOutcomes(book: OutcomeBook): ListLifeOutcomes {
  return async (request) => {
    const { organisation, site, asset } = request;
    if (asset && !site) throw new InvalidValue("site", site, "given together with the asset");
    const { outcomes, nextCursor } = await book.list({
      organisation: organisationId(organisation),
      ...(site ? { site: siteId(site) } : {}),
      ...(asset ? { asset: assetId(asset) } : {}),
      ...openRange(request),
      ...page(request, LIST_LIMIT),
    });
    return { outcomes: outcomes.map(lifeOutcomeToWire), nextCursor: nextCursor ?? "" };
  };
}
