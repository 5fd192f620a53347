import { initialTrendState, PLANT_TREND, type TrendClass, type TrendLevel, watchTrend } from "@phm/diagnostics";
import { addSeconds, secondsBetween, type TimeNs } from "@phm/domain";
import type { TrendTable } from "./trend-table.js";

/** What was said of one member over a whole table. */
export interface MemberTickets {
  readonly member: string;
  /** When each watch and each order began, oldest first. */
  readonly watchesNs: readonly TimeNs[];
  readonly ordersNs: readonly TimeNs[];
}

export interface TableTickets {
  /** The first row that was looked at, and the last one at which the machine ran. */
  readonly startNs: TimeNs;
  readonly endNs: TimeNs;
  readonly members: readonly MemberTickets[];
  /** Rows while the machine stood, left out. */
  readonly standstillRows: number;
}

export interface TableOptions {
  readonly trend?: TrendClass;
  /** Leading share of the time that is not looked at, 0 (default) to below 1. */
  readonly lateStartShare?: number;
}

const RANK: Readonly<Record<TrendLevel, number>> = { normal: 0, watch: 1, order: 2 };

/** Runs the trend watch over a table as it would have run live: what is said at a row depends on no later row. */
export function tableTickets({ members, rows }: TrendTable, { trend = PLANT_TREND, lateStartShare = 0 }: TableOptions = {}): TableTickets {
  const [first, last] = [rows[0]?.timeNs ?? 0n, rows.at(-1)?.timeNs ?? 0n];
  const startNs = addSeconds(first, lateStartShare * secondsBetween(first, last));
  const said = members.map((member) => ({ member, level: "normal" as TrendLevel, watchesNs: [] as TimeNs[], ordersNs: [] as TimeNs[] }));
  let state = initialTrendState(members.length);
  let endNs = startNs;
  let standstillRows = 0;
  for (const row of rows) {
    if (row.timeNs < startNs) continue;
    const step = watchTrend(state, row, trend);
    state = step.state;
    if (step.isRunning) endNs = row.timeNs;
    else standstillRows += 1;
    for (const [i, each] of said.entries()) {
      const level = step.members[i]?.level ?? "normal";
      // An order without a watch before it is a watch too.
      if (RANK[each.level] < RANK.watch && RANK[level] >= RANK.watch) each.watchesNs.push(row.timeNs);
      if (RANK[each.level] < RANK.order && RANK[level] === RANK.order) each.ordersNs.push(row.timeNs);
      each.level = level;
    }
  }
  return { startNs, endNs, standstillRows, members: said.map(({ member, watchesNs, ordersNs }) => ({ member, watchesNs, ordersNs })) };
}
