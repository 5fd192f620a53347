import type { RoundFigures } from "./round-state.js";

/** What of inspection was done, of that which was due. */
export interface InspectionCompliance extends RoundFigures {
  readonly roundCount: number;
  /** In time or late or missed: what is still open does not count yet. */
  readonly dueCount: number;
  /** Items done in time, over those due; null where none was. */
  readonly complianceRatio: number | null;
  readonly lateRatio: number | null;
  readonly missedRatio: number | null;
}

const NOTHING: RoundFigures = { itemCount: 0, inTimeCount: 0, lateCount: 0, missedCount: 0, skippedCount: 0, warnCount: 0, failCount: 0 };

/** Adds up rounds. Ratios are over items, so that a long round weighs more than a short one. */
export function inspectionCompliance(rounds: readonly RoundFigures[]): InspectionCompliance {
  const sum = rounds.reduce(add, NOTHING);
  const dueCount = sum.inTimeCount + sum.lateCount + sum.missedCount;
  const ratio = (count: number) => (dueCount === 0 ? null : count / dueCount);
  return {
    ...sum,
    ...{ roundCount: rounds.length, dueCount },
    complianceRatio: ratio(sum.inTimeCount),
    lateRatio: ratio(sum.lateCount),
    missedRatio: ratio(sum.missedCount),
  };
}

function add(a: RoundFigures, b: RoundFigures): RoundFigures {
  const keys = Object.keys(NOTHING) as (keyof RoundFigures)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as RoundFigures;
}
