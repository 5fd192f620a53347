import { assetRefFromWire, type ReadingService, readingToWire } from "@phm/contracts";
import { pointId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { ReadingBook } from "../readings/reading-book.js";
import type { ReadingPoints } from "../readings/reading-points.js";

type ListReadingPoints = MethodHandler<(typeof ReadingService)["method"]["listReadingPoints"]>;

export function listReadingPoints(book: ReadingBook, points: ReadingPoints): ListReadingPoints {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    const known = await points.of(ref);
    const latest = await Promise.all(known.map(({ point, unit }) => book.latest(ref, pointId(point), unit)));
    return { latest: latest.flatMap((reading) => (reading ? [readingToWire(reading)] : [])) };
  };
}
