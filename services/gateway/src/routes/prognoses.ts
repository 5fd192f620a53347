import { assetRefToWire, modelQualityFromWire, rulEstimateFromWire } from "@phm/contracts";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { integerParameter, listOf, PLACE, PLACES, page, RANGE } from "../api/parameters.js";
import { assetOf, organisationOf, rangeOf } from "../request-parameters.js";
import { remainingLife } from "../schemas/assessments.js";
import { prognosisHistory, prognosisOutcomes } from "../schemas/prognoses.js";
import { rulView } from "../views/assessment-view.js";
import { lifeOutcomeView, modelQualityView, prognosisHistoryView } from "../views/prognosis-view.js";

const MAX_PAGE = 10_000;
const MAX_OUTCOMES = 500;
const MAX_POINTS = 2_000;
const DEFAULT_POINTS = 500;
const TAG = "Remaining life";

/** What was said of remaining life, and how it came out. */
export const prognosisOperations = [
  operation({
    id: "listRemainingLife",
    method: "get",
    path: "/assets/:asset/rul",
    demand: "read",
    shares: "remaining_life",
    tag: TAG,
    summary: "Estimates of remaining life over time",
    query: { ...PLACE, ...RANGE, ...page(MAX_PAGE) },
    answer: listOf(remainingLife),
    handle: async ({ predict: { prognosis } }, { request }) => {
      const range = rangeOf(request, MAX_PAGE);
      const { estimates, nextCursor } = await prognosis.queryPrognoses({ ref: assetRefToWire(assetOf(request)), ...range });
      return { items: estimates.map((estimate) => rulView(rulEstimateFromWire(estimate))), nextCursor: nextCursor || undefined };
    },
  }),
  operation({
    id: "getRemainingLifeHistory",
    method: "get",
    path: "/assets/:asset/rul/history",
    demand: "read",
    tag: TAG,
    summary: "Estimates of remaining life as columns, with what came of each",
    query: {
      ...PLACE,
      ...RANGE,
      points: integerParameter(1, MAX_POINTS).optional().describe(`How many at most, evenly thinned; ${DEFAULT_POINTS} unless said.`),
    },
    answer: prognosisHistory,
    handle: async ({ predict: { prognosis } }, { query, request }) => {
      const { fromNs, toNs } = rangeOf(request, MAX_PAGE);
      const asked = { ref: assetRefToWire(assetOf(request)), fromNs, toNs, points: query.points ?? DEFAULT_POINTS };
      return prognosisHistoryView(await prognosis.queryPrognosisHistory(asked));
    },
  }),
  operation({
    id: "listRemainingLifeOutcomes",
    method: "get",
    path: "/rul/outcomes",
    demand: "read",
    tag: TAG,
    summary: "How what was said of lives came out, by model",
    query: { ...PLACES, ...RANGE, ...page(MAX_OUTCOMES), asset: z.string().optional().describe("Lives of this asset of the site alone.") },
    answer: prognosisOutcomes,
    handle: async ({ predict: { prognosis } }, { query, request }) => {
      const { limit, cursor, ...range } = rangeOf(request, MAX_OUTCOMES);
      const scope = { organisation: organisationOf(request), site: query.site ?? "", ...range };
      const [quality, listed] = await Promise.all([
        prognosis.getPrognosisQuality(scope),
        prognosis.listLifeOutcomes({ ...scope, asset: query.asset ?? "", limit, cursor }),
      ]);
      return {
        lives: { failedCount: quality.failedLives, censoredCount: quality.censoredLives },
        models: quality.models.map((model) => modelQualityView(modelQualityFromWire(model))),
        items: listed.outcomes.map(lifeOutcomeView),
        nextCursor: listed.nextCursor || undefined,
      };
    },
  }),
];
