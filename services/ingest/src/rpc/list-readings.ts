import { assetRefFromWire, type ReadingService, readingQualityCodec } from "@phm/contracts";
import { InvalidValue, pointId, type TimeNs } from "@phm/domain";
import { type MethodHandler, openRange, pageLimit, type Series } from "@phm/service-kit";
import type { ReadingPoints } from "../readings/reading-points.js";
import { MAX_RESOLUTION_S, readingRows } from "../readings/reading-rows.js";
import type { StoredReading } from "../readings/stored-reading.js";

const LIST_LIMIT = { max: 1_000, fallback: 1_000 };

type ListReadings = MethodHandler<(typeof ReadingService)["method"]["listReadings"]>;

export function listReadings(series: Series<StoredReading>, points: ReadingPoints): ListReadings {
  return async (request, { signal }) => {
    const ref = assetRefFromWire(request.ref);
    const point = pointId(request.point);
    const range = { ...openRange(request), ...after(request.cursor) };
    const limit = pageLimit(request.limit, LIST_LIMIT);
    const query = { ref, point, ...range, limit, resolutionS: checkedResolution(request.resolutionS) };
    const { rows, nextNs } = await readingRows(series, query, signal);
    return {
      unit: (await points.unitOf(ref, point)) ?? "",
      timeNs: rows.map(({ timeNs }) => timeNs),
      value: rows.map(({ mean }) => mean),
      min: rows.map(({ min }) => min),
      max: rows.map(({ max }) => max),
      count: rows.map(({ count }) => count),
      quality: rows.map(({ quality }) => readingQualityCodec.toWire(quality)),
      qualityReason: rows.map(({ reason }) => reason),
      nextCursor: nextNs === undefined ? "" : String(nextNs),
    };
  };
}

/** A page goes on where the first row that it left out begins. @throws InvalidValue */
function after(cursor: string): { fromNs?: TimeNs } {
  if (cursor === "") return {};
  if (/^\d{1,19}$/.test(cursor)) return { fromNs: BigInt(cursor) };
  throw new InvalidValue("cursor", cursor, "the nextCursor of an earlier page");
}

function checkedResolution(resolutionS: number): number {
  if (resolutionS === 0 || (resolutionS >= 1e-6 && resolutionS <= MAX_RESOLUTION_S)) return resolutionS;
  throw new InvalidValue("resolutionS", resolutionS, `above 0 and at most ${MAX_RESOLUTION_S}, or 0 for each reading`);
}
