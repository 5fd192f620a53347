import { create } from "@bufbuild/protobuf";
import { type AssessmentMessage, type AssessmentService, AssessmentSummarySchema } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import { type Collection, type MethodHandler, pageLimit } from "@phm/service-kit";
import { type AssetState, currentAssessment } from "../assess/asset-state.js";

const LIMITS = { max: 500, fallback: 100 };

type ListAssessments = MethodHandler<(typeof AssessmentService)["method"]["listAssessments"]>;

/** What stands now of many assets, in short: for lists that show a plant at a glance. */
export function listAssessments(states: Collection<AssetState>): ListAssessments {
  return async (request) => {
    const { firstAsset, lastAsset } = request;
    const between = { ...(firstAsset ? { gte: firstAsset } : {}), ...(lastAsset ? { lte: lastAsset } : {}) };
    const where = {
      ...{ organisation: organisationId(request.organisation), site: siteId(request.site) },
      ...(Object.keys(between).length > 0 ? { asset: between } : {}),
    };
    const limit = pageLimit(request.limit, LIMITS);
    const { items } = await states.query({ where, sort: [{ field: "asset", direction: "asc" }], limit });
    return { assessments: items.map(({ value }) => summary(currentAssessment(value))) };
  };
}

function summary({ condition, health, prognosis }: AssessmentMessage) {
  const surest = health?.findings.toSorted((a, b) => b.confidence - a.confidence)[0];
  return create(AssessmentSummarySchema, {
    ...(condition ? { condition } : {}),
    ...(health?.health === undefined ? {} : { health: health.health }),
    ...(surest ? { finding: { ...surest, evidence: [], counterEvidence: [] } } : {}),
    ...(prognosis ? { prognosis: { ...prognosis, failureWithin: [] } } : {}),
  });
}
