import { type AssetRef, formatTimeNs, type Tier } from "@phm/domain";
import type { Assessment } from "./assess.js";

/**
 * What was said of an asset at one moment, as `phm analyze --history` prints it once a minute of data: so that it can be held against
 * what came. A tier is the one last advised, null before the first.
 */
export function historyLine({ asset }: AssetRef, { condition, prognosis }: Assessment, tier: Tier | null): object {
  const { status, p10S, p50S, p90S } = prognosis;
  return {
    asset,
    time: formatTimeNs(condition.timeNs),
    rul: { status, p10S: p10S ?? null, p50S: p50S ?? null, p90S: p90S ?? null },
    onset: condition.onsetNs !== null,
    tier,
  };
}
