import { acquisitionId, assetRef, type TimeNs } from "@phm/domain";
import type { FeatureRow } from "../src/history/feature-row.js";

export const REF = assetRef("acme", "plant-1", "pump-7");
export const HOUR_NS = 3_600_000_000_000n;
export const DAY_NS = 24n * HOUR_NS;
export const START_NS = 1_772_000_000_000_000_000n;

export function rowAt(id: string, timeNs: TimeNs, points: Readonly<Record<string, Readonly<Record<string, number>>>>): FeatureRow {
  const listed = Object.entries(points).map(([point, values]) => ({ point, values }));
  return { ref: REF, acquisition: acquisitionId(id), timeNs, featureSet: "core-v1", points: listed };
}

export interface ModelSummary {
  readonly startNs: TimeNs;
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly last: number;
}

/** Hours or days of one feature, computed from all rows at once; rows of equal time count in the order of the list. */
export function summarise(rows: readonly FeatureRow[], point: string, feature: string, slotNs: bigint): ModelSummary[] {
  const slots = new Map<TimeNs, { timeNs: TimeNs; value: number }[]>();
  for (const { timeNs, points } of rows) {
    const value = points.find((given) => given.point === point)?.values[feature];
    const startNs = timeNs - (timeNs % slotNs);
    if (value !== undefined) slots.set(startNs, [...(slots.get(startNs) ?? []), { timeNs, value }]);
  }
  return [...slots]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([startNs, found]) => {
      const values = found.map(({ value }) => value);
      const latest = found.reduce((best, next) => (next.timeNs >= best.timeNs ? next : best));
      return {
        startNs,
        count: values.length,
        min: Math.min(...values),
        mean: values.reduce((sum, value) => sum + value, 0) / values.length,
        max: Math.max(...values),
        last: latest.value,
      };
    });
}
