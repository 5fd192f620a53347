import type { FeatureHistory } from "./feature-history.js";
import type { HistoryRange } from "./history-query.js";
import { slotsOf } from "./query-roll-ups.js";
import { GRIDS, type Resolution } from "./resolution.js";

const HOURS_PER_DAY = 24;

/**
 * The finest resolution that gives at most `maxPoints` in the range. Judged by the days: acquisitions on record, and for hours
 * 24 of each day that has data, cut to the range. So it never gives more points than asked for, and can be a step too coarse
 * at the edges of a range. Days are the coarsest, also where there are more of them than asked for.
 */
export async function chooseResolution(history: FeatureHistory, range: HistoryRange, maxPoints: number): Promise<Resolution> {
  let [rows, days] = [0, 0];
  // No name of a feature: the counts alone are wanted.
  for await (const { summary } of slotsOf(history, "day", { ...range, features: [""] })) {
    rows += summary.rows;
    days += 1;
  }
  if (rows <= maxPoints) return "raw";
  return Math.min(HOURS_PER_DAY * days, hoursIn(range)) <= maxPoints ? "hour" : "day";
}

function hoursIn({ fromNs = 0n, toNs }: HistoryRange): number {
  return toNs === undefined ? Number.POSITIVE_INFINITY : Number((toNs - fromNs) / GRIDS.hour.slotNs) + 2;
}
