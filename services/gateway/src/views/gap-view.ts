import { formatTimeNs } from "@phm/domain";
import type { GatewayContext } from "../context.js";

type Gaps = Awaited<ReturnType<GatewayContext["ingest"]["archive"]["getGaps"]>>;

/** Null where nothing can be told. `until`: where the answer ends before the range does. */
export function gapMapView({ points, untilNs }: Gaps) {
  return {
    points: points.map(({ point, count, periodS, share, gaps }) => ({
      point,
      count: Number(count),
      periodS: periodS ?? null,
      presentRatio: share ?? null,
      gaps: gaps.map(({ fromNs, toNs, missing }) => ({
        from: formatTimeNs(fromNs),
        to: formatTimeNs(toNs),
        missingCount: Number(missing),
      })),
    })),
    until: untilNs === 0n ? undefined : formatTimeNs(untilNs),
  };
}
