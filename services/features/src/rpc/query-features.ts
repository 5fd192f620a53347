import { assetRefFromWire, type FeatureService, resolutionCodec } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { type MethodHandler, pageRange } from "@phm/service-kit";
import { chooseResolution } from "../history/choose-resolution.js";
import type { FeatureHistory } from "../history/feature-history.js";
import type { HistoryColumn } from "../history/history-query.js";
import { queryRaw } from "../history/query-raw.js";
import { queryRollUps } from "../history/query-roll-ups.js";
import { RESOLUTIONS, type Resolution } from "../history/resolution.js";

const LIMIT = { max: 10_000, fallback: 1_000 };

type QueryFeatures = MethodHandler<(typeof FeatureService)["method"]["queryFeatures"]>;

/** A range of the history of one point at a resolution, as columns, one for each feature; absent values are NaN. */
export function queryFeatures(history: FeatureHistory): QueryFeatures {
  return async (request) => {
    const { point, features } = request;
    const asked = request.resolution === 0 ? "raw" : resolutionCodec.fromWire(request.resolution, "resolution");
    const { cursor: given, ...paging } = pageRange(request, LIMIT);
    const maxPoints = maxPointsOf(request.maxPoints, paging.limit);
    const range = { ref: assetRefFromWire(request.ref), point, features, ...paging };
    const continued = given === undefined ? undefined : readCursor(given, asked);
    const resolution = continued?.resolution ?? (asked === "auto" ? await chooseResolution(history, range, maxPoints) : asked);
    const position = continued ? { cursor: continued.position } : {};
    const page = await (resolution === "raw"
      ? queryRaw(history, { ...range, ...position })
      : queryRollUps(history, resolution, { ...range, ...position }));
    return {
      timesNs: [...page.timesNs],
      acquisitions: [...page.acquisitions],
      columns: page.columns.map(columnToWire),
      nextCursor: page.nextCursor === undefined ? "" : `${resolution}:${page.nextCursor}`,
      resolution: resolutionCodec.toWire(resolution),
      featureSets: [...page.featureSets],
    };
  };
}

function maxPointsOf(asked: number, limit: number): number {
  if (asked <= LIMIT.max) return asked === 0 ? limit : asked;
  throw new InvalidValue("max_points", asked, `1 to ${LIMIT.max}, or 0 for the limit`);
}

/** A cursor names the resolution of its page, so that the pages of an `auto` request stay at one. */
function readCursor(cursor: string, asked: Resolution | "auto"): { resolution: Resolution; position: string } {
  const at = cursor.indexOf(":");
  const resolution = RESOLUTIONS.find((name) => name === cursor.slice(0, at));
  if (resolution && (asked === "auto" || asked === resolution)) return { resolution, position: cursor.slice(at + 1) };
  throw new InvalidValue("cursor", cursor, "the next_cursor of a page of the same request", "bad_cursor");
}

function columnToWire({ feature, values, min = NONE, mean = NONE, max = NONE, counts = NO_COUNTS }: HistoryColumn) {
  return { feature, values: [...values], min: [...min], mean: [...mean], max: [...max], counts: [...counts] };
}

const NONE = new Float64Array(0);
const NO_COUNTS = new Uint32Array(0);
