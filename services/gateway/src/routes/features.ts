import { assetRefToWire, resolutionCodec } from "@phm/contracts";
import { formatTimeNs, InvalidValue, type MeasurementPoint } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, queryText, rangeOf } from "../request-parameters.js";
import { knownAssetOf } from "./known-asset.js";

const MAX_PAGE = 10_000;

export function featureRoutes({ features }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/features", async (request, response) => {
    const ref = assetRefToWire(assetOf(request));
    const names = queryText(request, "features")?.split(",").filter(Boolean) ?? [];
    const range = rangeOf(request, MAX_PAGE);
    const { id: point, unit } = pointOf(knownAssetOf(response).config.points, queryText(request, "point"));
    const answer = await features.queryFeatures({ ref, point, features: names, ...range, ...resolutionOf(request) });
    const columns = Object.fromEntries(
      answer.columns.map(({ feature, values }) => [feature, values.map((x) => (Number.isNaN(x) ? null : x))]),
    );
    response.json({
      point,
      // Of the features whose names carry none and that are no ratios: `rms`, `peak`, `bandRms_…`.
      unit,
      times: answer.timesNs.map(formatTimeNs),
      acquisitions: answer.acquisitions,
      resolution: resolutionCodec.fromWire(answer.resolution, "resolution"),
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

/** With `points`, the finest of raw, hours and days that gives at most so many values: of an hour or a day its last. */
function resolutionOf(request: Request) {
  const points = queryText(request, "points");
  if (points === undefined) return {};
  const maxPoints = Number(points);
  if (!Number.isInteger(maxPoints) || maxPoints < 1 || maxPoints > MAX_PAGE)
    throw new InvalidValue("points", points, `an integer from 1 to ${MAX_PAGE}`);
  return { resolution: resolutionCodec.toWire("auto"), maxPoints, limit: maxPoints };
}

/** The measurement point that is asked for. @throws InvalidValue naming those that the asset has */
function pointOf(points: readonly MeasurementPoint[], id: string | undefined): MeasurementPoint {
  const found = points.find((point) => point.id === id);
  if (found) return found;
  throw new InvalidValue("point", id, `a measurement point of the asset: ${points.map((point) => point.id).join(", ")}`);
}
