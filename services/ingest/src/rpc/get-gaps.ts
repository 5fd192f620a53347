import { type ArchiveService, assetRefFromWire, type PointGapsMessage } from "@phm/contracts";
import { addSeconds, type GapMap, gapMap, InvalidValue, secondsBetween } from "@phm/domain";
import { type MethodHandler, openRange } from "@phm/service-kit";
import type { ArchiveCatalogue } from "../archive/archive-catalogue.js";
import { pointStarts } from "../archive/point-starts.js";

/** Of a machine that is measured each minute, a fortnight. */
const MAX_ACQUISITIONS = 20_000;
/** A year: whoever measures more seldom has no gaps to look for. */
const MAX_PERIOD_S = 366 * 86_400;

type GetGaps = MethodHandler<(typeof ArchiveService)["method"]["getGaps"]>;

export function getGaps(catalogue: ArchiveCatalogue): GetGaps {
  return async (request, { signal }) => {
    const range = openRange(request);
    const periodNs = statedPeriod(request.periodS);
    const { starts, untilNs } = await pointStarts(catalogue, assetRefFromWire(request.ref), range, MAX_ACQUISITIONS, signal);
    const seen = untilNs === undefined ? range : { ...range, toNs: untilNs };
    const points = request.points.length > 0 ? request.points : [...starts.keys()].sort();
    return {
      points: points.map((point) => toWire(point, gapMap(starts.get(point) ?? [], seen, periodNs))),
      untilNs: untilNs ?? 0n,
    };
  };
}

/** @throws InvalidValue */
function statedPeriod(periodS: number): bigint | undefined {
  if (periodS === 0) return undefined;
  if (periodS > 0 && periodS <= MAX_PERIOD_S && addSeconds(0n, periodS) > 0n) return addSeconds(0n, periodS);
  throw new InvalidValue("periodS", periodS, `above 0 and at most ${MAX_PERIOD_S}`);
}

function toWire(
  point: string,
  { count, periodNs, gaps, share }: GapMap,
): Omit<PointGapsMessage, "$typeName" | "gaps"> & { gaps: object[] } {
  return {
    point,
    count: BigInt(count),
    ...(periodNs === undefined ? {} : { periodS: secondsBetween(0n, periodNs) }),
    ...(share === undefined ? {} : { share }),
    gaps: gaps.map(({ fromNs, toNs, missing }) => ({ fromNs, toNs, missing: BigInt(missing) })),
  };
}
