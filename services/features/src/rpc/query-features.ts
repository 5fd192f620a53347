import { assetRefFromWire, type FeatureService } from "@phm/contracts";
import { type MethodHandler, pageRange } from "@phm/service-kit";
import type { FeatureHistory, FeatureRow } from "../history/feature-history.js";

const LIMIT = { max: 10_000, fallback: 1_000 };

type QueryFeatures = MethodHandler<(typeof FeatureService)["method"]["queryFeatures"]>;

/** A range of the history of one point as columns, one for each feature; absent values are NaN. */
export function queryFeatures(history: FeatureHistory): QueryFeatures {
  return async (request) => {
    const { point, features } = request;
    const { rows, nextCursor } = await history.range(assetRefFromWire(request.ref), pageRange(request, LIMIT));
    const valuesOf = rowValues(point);
    const names = features.length > 0 ? features : namesIn(rows, valuesOf);
    return {
      timesNs: rows.map((row) => row.timeNs),
      acquisitions: rows.map((row) => row.acquisition),
      columns: names.map((feature) => ({ feature, values: rows.map((row) => valuesOf(row)[feature] ?? Number.NaN) })),
      nextCursor: nextCursor ?? "",
    };
  };
}

function rowValues(point: string): (row: FeatureRow) => Readonly<Record<string, number>> {
  return (row) => row.channels.find((channel) => channel.point === point)?.values ?? {};
}

function namesIn(rows: readonly FeatureRow[], valuesOf: (row: FeatureRow) => Readonly<Record<string, number>>): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(valuesOf(row))))].sort();
}
