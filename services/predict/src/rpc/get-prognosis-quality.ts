import { modelQualityToWire, type PrognosisService } from "@phm/contracts";
import { type LifeOutcome, organisationId, siteId } from "@phm/domain";
import { type MethodHandler, openRange } from "@phm/service-kit";
import type { OutcomeBook } from "../outcomes/outcome-book.js";
import { prognosisQuality } from "../outcomes/prognosis-quality.js";

type GetPrognosisQuality = MethodHandler<(typeof PrognosisService)["method"]["getPrognosisQuality"]>;

/** What the estimates of an organisation or a site were worth, by model, over the lives that ended in a range of time. */
export function getPrognosisQuality(outcomes: OutcomeBook): GetPrognosisQuality {
  return async (request) => {
    const { organisation, site } = request;
    const scope = { organisation: organisationId(organisation), ...(site ? { site: siteId(site) } : {}), ...openRange(request) };
    const lives: LifeOutcome[] = [];
    for await (const life of outcomes.all(scope)) lives.push(life);
    const { models, ...counts } = prognosisQuality(lives);
    return { ...counts, models: models.map(modelQualityToWire) };
  };
}
