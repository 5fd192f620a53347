import { assetRefToWire } from "@phm/contracts";
import { Router } from "express";
import { assessmentFromWire } from "../assessment-of.js";
import type { GatewayContext } from "../context.js";
import { assetOf } from "../request-parameters.js";
import { assessmentView } from "../views/assessment-view.js";

export function assessmentRoutes({ predict }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/condition", async (request, response) => {
    const { assessment } = await predict.assessment.getAssessment({ ref: assetRefToWire(assetOf(request)) });
    response.json(assessmentView(assessmentFromWire(assessment)));
  });
  return router;
}
