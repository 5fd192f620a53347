import { median } from "../numbers/order-statistics.js";
import type { LogLevels, TrendState } from "./trend-state.js";

/** Usual level of each member: the median of its blocks, or of the running window before there are any; null where it was never seen. */
function usualLevels({ members, blocks, recent }: TrendState): LogLevels {
  const rows = blocks.length > 0 ? blocks : recent.map((row) => row.levels);
  return members.map((_, member) => {
    const levels = rows.flatMap((row) => row[member] ?? []);
    return levels.length === 0 ? null : median(levels);
  });
}

/** Change of each member from its usual level, members without one left out. */
function changes(state: TrendState, levels: LogLevels): number[] {
  const usual = usualLevels(state);
  return levels.flatMap((level, member) => {
    const before = usual[member] ?? null;
    return level === null || before === null ? [] : level - before;
  });
}

/** Whether every member that can be told has fallen below `standstillShare` of its usual level: one alone is a sensor, all are a stop. */
export function isStandstill(state: TrendState, levels: LogLevels, standstillShare: number): boolean {
  const all = changes(state, levels);
  return all.length > 0 && all.every((change) => change < Math.log(standstillShare));
}

/** Whether what was learnt so far was a standstill: every member has risen by as much as it falls when the machine stops. */
export function wasStandstill(state: TrendState, levels: LogLevels, standstillShare: number): boolean {
  const all = changes(state, levels);
  return all.length > 0 && all.every((change) => change > -Math.log(standstillShare));
}
