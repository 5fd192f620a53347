import type { TimeNs } from "../time.js";

/** A time in which a measurement point should have been measured and was not. */
export interface Gap {
  /** When the first missing measurement was due. */
  readonly fromNs: TimeNs;
  /** When the point was measured again, or the end of what is looked at. */
  readonly toNs: TimeNs;
  /** Measurements that are missing in it, at least 1. */
  readonly missing: number;
}

export interface GapMap {
  readonly count: number;
  /** From one measurement to the next; undefined where nobody states it and too few measurements show it: then no gap can be told. */
  readonly periodNs?: bigint;
  /** In order of time, apart from each other. */
  readonly gaps: readonly Gap[];
  /** Measurements there are of those there should be, 0 to 1; undefined where the period is. */
  readonly share?: number;
}

/** What is looked at. An end that is left open is where the first or the last measurement is: no gap is told there. */
export interface GapRange {
  readonly fromNs?: TimeNs;
  readonly toNs?: TimeNs;
}

/** Fewer spacings than this say little about the usual one. */
const MIN_SPACINGS = 4;

/**
 * Where a measurement point was not measured. One measurement is missing where two follow each other after more than one and a half
 * periods: less than that is an uneven sender.
 * @param startsNs when the measurements began, in order of time, within the range
 * @param statedPeriodNs above 0; where it is not stated, the median of the spacings
 */
export function gapMap(startsNs: readonly TimeNs[], { fromNs, toNs }: GapRange, statedPeriodNs?: bigint): GapMap {
  const count = startsNs.length;
  const periodNs = statedPeriodNs ?? usualSpacing(startsNs);
  if (periodNs === undefined) return { count, gaps: [] };
  const before = fromNs === undefined ? [] : [fromNs - periodNs];
  const after = toNs === undefined ? [] : [toNs];
  const known = [...before, ...startsNs, ...after];
  const gaps = known.slice(1).flatMap((nextNs, i) => gapBetween(known[i] as TimeNs, nextNs, periodNs));
  const missing = gaps.reduce((total, gap) => total + gap.missing, 0);
  const share = count + missing > 0 ? { share: count / (count + missing) } : {};
  return { count, periodNs, gaps, ...share };
}

function gapBetween(lastNs: TimeNs, nextNs: TimeNs, periodNs: bigint): Gap[] {
  const missing = Math.round(Number(nextNs - lastNs) / Number(periodNs)) - 1;
  return missing >= 1 ? [{ fromNs: lastNs + periodNs, toNs: nextNs, missing }] : [];
}

/** The median is the usual spacing as long as fewer than half of the spacings are gaps. */
function usualSpacing(startsNs: readonly TimeNs[]): bigint | undefined {
  const spacings = startsNs.slice(1).map((startNs, i) => startNs - (startsNs[i] as TimeNs));
  if (spacings.length < MIN_SPACINGS) return undefined;
  spacings.sort((a, b) => Number(a - b));
  const median = spacings[Math.floor(spacings.length / 2)] as bigint;
  return median > 0n ? median : undefined;
}
