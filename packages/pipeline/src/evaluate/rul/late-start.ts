import type { TimeNs } from "@phm/domain";
import { secondsBetween } from "@phm/domain";
import type { EndedLife } from "./ended-life.js";
import { firstLookedAt } from "./run-lives.js";

/**
 * How far a life's first order moves when monitoring starts late, as a share of the life; 1 where an order appears or disappears, 0 where
 * there is none either way.
 */
export function ticketMovedShare(
  { asset, startNs, endNs }: EndedLife,
  whole: ReadonlyMap<string, TimeNs>,
  late: ReadonlyMap<string, TimeNs>,
): number {
  const [before, after] = [whole.get(asset), late.get(asset)];
  if (before === undefined && after === undefined) return 0;
  if (before === undefined || after === undefined) return 1;
  return Math.abs(secondsBetween(before, after)) / secondsBetween(startNs, endNs);
}

/** Shares of the median: mean over the acquisitions, and the largest. */
export interface MedianMove {
  readonly mean: number;
  readonly largest: number;
}

/**
 * How far the median remaining life that is said of a life moves when monitoring starts late, as a share of it; 1 where there is one at a
 * time in the one run and none in the other, 0 where there is none either way.
 * @param whole medians by the time of the acquisition
 * @param late those of the same life without its leading share
 */
export function medianMove(
  end: EndedLife,
  whole: ReadonlyMap<TimeNs, number>,
  late: ReadonlyMap<TimeNs, number>,
  lateStartShare: number,
): MedianMove {
  const fromNs = firstLookedAt(end, lateStartShare);
  const times = [...new Set([...whole.keys(), ...late.keys()])].filter((timeNs) => timeNs >= fromNs);
  const moved = times.map((timeNs) => {
    const [before, after] = [whole.get(timeNs), late.get(timeNs)];
    return before === undefined || after === undefined ? 1 : Math.abs(after / before - 1);
  });
  const sum = moved.reduce((all, share) => all + share, 0);
  return { mean: sum / Math.max(1, moved.length), largest: Math.max(0, ...moved) };
}
