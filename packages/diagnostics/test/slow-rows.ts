import { addSeconds, type TimeNs } from "@phm/domain";
import type { TrendReading } from "../src/trend/trend-state.js";

export const START_NS = 1_600_000_000_000_000_000n;
const INTERVAL_S = 600;
export const ROWS_PER_DAY = 86_400 / INTERVAL_S;

/** Repeatable scatter of ±1 % without a generator: a different irrational turn for each member. */
const scatter = (row: number, member: number): number => 0.01 * Math.sin(row * (2.399963 + member * 0.7320508));

export interface SlowRows {
  readonly members: number;
  readonly days: number;
  /** Factor on the quiet level of a member at a day; 1 everywhere by default. */
  readonly factor?: (day: number, member: number) => number;
  /** Extra standing time before a row, seconds: a stop in which nothing was recorded. */
  readonly stopS?: (row: number) => number;
}

/** Rows of a slow table, one each 10 minutes: members with different quiet levels and 1 % scatter. */
export function slowRows({ members, days, factor = () => 1, stopS = () => 0 }: SlowRows): TrendReading[] {
  let timeNs: TimeNs = START_NS;
  return Array.from({ length: Math.round(days * ROWS_PER_DAY) }, (_, row) => {
    timeNs = addSeconds(timeNs, INTERVAL_S + stopS(row));
    const day = row / ROWS_PER_DAY;
    const levels = Array.from(
      { length: members },
      (__, member) => (0.1 + 0.05 * member) * factor(day, member) * (1 + scatter(row, member)),
    );
    return { timeNs, levels };
  });
}
