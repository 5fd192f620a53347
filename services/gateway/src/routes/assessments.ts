import { assetRefToWire, rulEstimateFromWire } from "@phm/contracts";
import { Router } from "express";
import { assessmentFromWire } from "../assessment-of.js";
import type { GatewayContext } from "../context.js";
import { assetOf, rangeOf } from "../request-parameters.js";
import { assessmentView, rulView } from "../views/assessment-view.js";

const MAX_PAGE = 10_000;

export function assessmentRoutes({ predict }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/condition", async (request, response) => {
    const { assessment } = await predict.assessment.getAssessment({ ref: assetRefToWire(assetOf(request)) });
    response.json(assessmentView(assessmentFromWire(assessment)));
  });
  router.get("/assets/:asset/rul", async (request, response) => {
    const range = rangeOf(request, MAX_PAGE);
    const { estimates, nextCursor } = await predict.prognosis.queryPrognoses({ ref: assetRefToWire(assetOf(request)), ...range });
    response.json({ items: estimates.map((estimate) => rulView(rulEstimateFromWire(estimate))), nextCursor: nextCursor || undefined });
  });
  return router;
}
