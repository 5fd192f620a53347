import { assetRefToWire, resolutionCodec } from "@phm/contracts";
import { formatTimeNs, InvalidValue, type MeasurementPoint } from "@phm/domain";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { integerParameter, PLACE, page, RANGE } from "../api/parameters.js";
import { assetOf, rangeOf } from "../request-parameters.js";
import { featureColumns, featureSummary } from "../schemas/features.js";
import { coarserTo, permissionOf } from "../sharing/shared-request.js";
import { knownAssetOf } from "./known-asset.js";

const MAX_PAGE = 10_000;
const TAG = "Features";

/** Figures of each acquisition over time. */
export const featureOperations = [
  operation({
    id: "listFeatures",
    method: "get",
    path: "/assets/:asset/features",
    demand: "read",
    shares: "feature",
    tag: TAG,
    summary: "Features of a measurement point over time, in columns",
    query: {
      ...PLACE,
      ...RANGE,
      ...page(MAX_PAGE),
      point: z.string().optional().describe("Measurement point of the asset."),
      features: z.string().optional().describe("Comma-separated; all of them unless said."),
      points: integerParameter(1, MAX_PAGE)
        .optional()
        .describe("The finest of raw, hours and days that gives at most so many values, on one page."),
    },
    answer: featureColumns,
    handle: async ({ features }, { query, request, response }) => {
      const ref = assetRefToWire(assetOf(request));
      const names = query.features?.split(",").filter(Boolean) ?? [];
      const permission = permissionOf(request);
      const range = coarserTo(rangeOf(request, MAX_PAGE), permission?.resolution);
      const { id: point, unit } = pointOf(knownAssetOf(response).config.points, query.point);
      const asked = { ref, point, features: names, ...range, ...resolutionOf(query.points, permission?.resolution) };
      const answer = await features.queryFeatures(asked);
      const shown = answer.columns.filter(({ feature }) => permission?.fields?.has(feature) ?? true);
      return {
        point,
        unit,
        times: answer.timesNs.map(formatTimeNs),
        acquisitions: answer.acquisitions,
        resolution: stated(resolutionCodec.fromWire(answer.resolution, "resolution")),
        columns: Object.fromEntries(shown.map(({ feature, values }) => [feature, values.map((x) => (Number.isNaN(x) ? null : x))])),
        nextCursor: answer.nextCursor || undefined,
      };
    },
  }),
  operation({
    id: "getFeatureSummary",
    method: "get",
    path: "/assets/:asset/features/summary",
    demand: "read",
    tag: TAG,
    summary: "How many acquisitions have features, and the last of them",
    query: PLACE,
    answer: featureSummary,
    handle: async ({ features }, { request }) => {
      const summary = await features.getFeatureSummary({ ref: assetRefToWire(assetOf(request)) });
      const lastTime = summary.lastAcquisition ? formatTimeNs(summary.lastTimeNs) : undefined;
      return { count: Number(summary.count), lastAcquisition: summary.lastAcquisition || undefined, lastTime };
    },
  }),
];

/** With `points` the service chooses, unless a contract shows hours or days alone. */
function resolutionOf(points: number | undefined, granted: "raw" | "hour" | "day" = "raw") {
  const count = points === undefined ? {} : { limit: points };
  if (granted !== "raw") return { resolution: resolutionCodec.toWire(granted), ...count };
  return points === undefined ? {} : { resolution: resolutionCodec.toWire("auto"), maxPoints: points, ...count };
}

/** @throws InvalidValue for `auto`, which is asked for and never answered */
function stated(resolution: "raw" | "hour" | "day" | "auto") {
  if (resolution === "auto") throw new InvalidValue("resolution", resolution, "raw, hour or day");
  return resolution;
}

/** The measurement point that is asked for. @throws InvalidValue naming those that the asset has */
function pointOf(points: readonly MeasurementPoint[], id: string | undefined): MeasurementPoint {
  const found = points.find((point) => point.id === id);
  if (found) return found;
  throw new InvalidValue("point", id, `a measurement point of the asset: ${points.map((point) => point.id).join(", ")}`);
}
