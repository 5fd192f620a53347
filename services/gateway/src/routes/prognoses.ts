import { assetRefToWire, modelQualityFromWire, rulEstimateFromWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, organisationOf, queryText, rangeOf } from "../request-parameters.js";
import { rulView } from "../views/assessment-view.js";
import { lifeOutcomeView, modelQualityView, prognosisHistoryView } from "../views/prognosis-view.js";

const MAX_PAGE = 10_000;
const MAX_OUTCOMES = 500;
const MAX_POINTS = 2_000;
const DEFAULT_POINTS = 500;

function pointsOf(request: Request): number {
  const text = queryText(request, "points");
  const points = text === undefined ? DEFAULT_POINTS : Number(text);
  if (Number.isInteger(points) && points >= 1 && points <= MAX_POINTS) return points;
  throw new InvalidValue("points", text, `an integer from 1 to ${MAX_POINTS}`);
}

/** What was said of remaining life, and how it came out. */
export function prognosisRoutes({ predict: { prognosis } }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/rul", async (request, response) => {
    const range = rangeOf(request, MAX_PAGE);
    const { estimates, nextCursor } = await prognosis.queryPrognoses({ ref: assetRefToWire(assetOf(request)), ...range });
    response.json({ items: estimates.map((estimate) => rulView(rulEstimateFromWire(estimate))), nextCursor: nextCursor || undefined });
  });
  router.get("/assets/:asset/rul/history", async (request, response) => {
    const { fromNs, toNs } = rangeOf(request, MAX_PAGE);
    const ref = assetRefToWire(assetOf(request));
    response.json(prognosisHistoryView(await prognosis.queryPrognosisHistory({ ref, fromNs, toNs, points: pointsOf(request) })));
  });
  router.get("/rul/outcomes", async (request, response) => {
    const { limit, cursor, ...range } = rangeOf(request, MAX_OUTCOMES);
    const scope = { organisation: organisationOf(request), site: queryText(request, "site") ?? "", ...range };
    const [quality, listed] = await Promise.all([
      prognosis.getPrognosisQuality(scope),
      prognosis.listLifeOutcomes({ ...scope, asset: queryText(request, "asset") ?? "", limit, cursor }),
    ]);
    response.json({
      lives: { failedCount: quality.failedLives, censoredCount: quality.censoredLives },
      models: quality.models.map((model) => modelQualityView(modelQualityFromWire(model))),
      items: listed.outcomes.map(lifeOutcomeView),
      nextCursor: listed.nextCursor || undefined,
    });
  });
  return router;
}
