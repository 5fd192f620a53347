import { type AdvisoryService, advisoryToWire, assetRefFromWire } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import { type Collection, type MethodHandler, page } from "@phm/service-kit";
import type { AdviceState } from "../advise/advice-state.js";
import type { AdvisoryLog } from "../advise/advisory-log.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListAdvisories = MethodHandler<(typeof AdvisoryService)["method"]["listAdvisories"]>;

/** What was advised, and up to which acquisition the advice reaches. */
export function listAdvisories(advisories: AdvisoryLog, advice: Collection<AdviceState>): ListAdvisories {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    // The mark is read first: what it covers is then certainly on the page.
    const reached = await advice.get(assetKey(ref));
    const { advisories: given, nextCursor } = await advisories.list(ref, page(request, LIST_LIMIT));
    return {
      advisories: given.map(advisoryToWire),
      nextCursor: nextCursor ?? "",
      asOfAcquisition: reached?.value.acquisition ?? "",
      asOfNs: BigInt(reached?.value.timeNs || 0),
    };
  };
}
