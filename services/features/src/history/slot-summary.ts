import type { PointRows } from "./point-rows.js";
import { type RollUpResolution, slotOf } from "./resolution.js";

/** What is kept of a feature in an hour or a day. */
export interface FeatureSummary {
  count: number;
  min: number;
  sum: number;
  max: number;
  /** Value of the latest acquisition that has the feature, and how far into the slot that began, ns. */
  last: number;
  lastOffsetNs: number;
}

/** One hour or day of one point. */
export interface SlotSummary {
  /** Acquisitions in it. */
  rows: number;
  readonly features: Map<string, FeatureSummary>;
}

/** The slots of one document, by number. */
export type SlotSummaries = Map<number, SlotSummary>;

/** Rows sorted by the document that they belong to: its start, and which rows. */
export function rowsByWindow(resolution: RollUpResolution, { times }: PointRows): Map<bigint, number[]> {
  const windows = new Map<bigint, number[]>();
  times.forEach((time, row) => {
    const { windowNs } = slotOf(resolution, BigInt(time));
    const rows = windows.get(windowNs) ?? [];
    windows.set(windowNs, rows);
    rows.push(row);
  });
  return windows;
}

/** Adds the chosen rows to the summaries, in order: the same rows in the same order give the same to the bit. */
export function addRows(
  resolution: RollUpResolution,
  into: SlotSummaries,
  { times, table }: PointRows,
  chosen: readonly number[],
): SlotSummaries {
  for (const row of chosen) {
    const { slot, offsetNs } = slotOf(resolution, BigInt(times[row] as string));
    const summary = into.get(slot) ?? { rows: 0, features: new Map<string, FeatureSummary>() };
    into.set(slot, summary);
    summary.rows += 1;
    table.features.forEach((feature, index) => {
      const value = table.numbers[index * table.rows + row] as number;
      if (!Number.isNaN(value)) summary.features.set(feature, withValue(summary.features.get(feature), value, offsetNs));
    });
  }
  return into;
}

function withValue(summary: FeatureSummary | undefined, value: number, offsetNs: number): FeatureSummary {
  if (!summary) return { count: 1, min: value, sum: value, max: value, last: value, lastOffsetNs: offsetNs };
  summary.count += 1;
  summary.sum += value;
  if (value < summary.min) summary.min = value;
  if (value > summary.max) summary.max = value;
  if (offsetNs >= summary.lastOffsetNs) {
    summary.last = value;
    summary.lastOffsetNs = offsetNs;
  }
  return summary;
}
