import { assetRefToWire } from "@phm/contracts";
import { formatTimeNs, InvalidValue } from "@phm/domain";
import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, queryText, rangeOf } from "../request-parameters.js";

const MAX_PAGE = 10_000;

export function featureRoutes({ features }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/features", async (request, response) => {
    const point = queryText(request, "point");
    if (!point) throw new InvalidValue("point", point, "the id of a measurement point of the asset");
    const names = queryText(request, "features")?.split(",").filter(Boolean) ?? [];
    const range = rangeOf(request, MAX_PAGE);
    const answer = await features.queryFeatures({ ref: assetRefToWire(assetOf(request)), point, features: names, ...range });
    const columns = Object.fromEntries(
      answer.columns.map(({ feature, values }) => [feature, values.map((x) => (Number.isNaN(x) ? null : x))]),
    );
    response.json({
      point,
      times: answer.timesNs.map(formatTimeNs),
      acquisitions: answer.acquisitions,
      columns,
      nextCursor: answer.nextCursor || undefined,
    });
  });
  router.get("/assets/:asset/features/summary", async (request, response) => {
    const summary = await features.getFeatureSummary({ ref: assetRefToWire(assetOf(request)) });
    const lastTime = summary.lastAcquisition ? formatTimeNs(summary.lastTimeNs) : undefined;
    response.json({ count: Number(summary.count), lastAcquisition: summary.lastAcquisition || undefined, lastTime });
  });
  return router;
}
