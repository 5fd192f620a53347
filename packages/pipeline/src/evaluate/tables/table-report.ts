import type { TrendClass } from "@phm/diagnostics";
import { formatTimeNs, InvalidValue, type TimeNs } from "@phm/domain";
import { ticketMovedShare } from "../rul/late-start.js";
import { judgeTableTickets, type RankedMember, rankMembers, type TableVerdict } from "./judge-table-tickets.js";
import { type TableTickets, tableTickets } from "./table-tickets.js";
import type { TrendTable } from "./trend-table.js";

/** Share of a table that a late start does not see. */
const LATE_START_SHARE = 0.3;

/** Everything that is said of one table; a verdict only where it was said which members failed. */
export interface TableReport {
  readonly table: string;
  /** RFC 3339: first row, and last row at which the machine ran. */
  readonly start: string;
  readonly end: string;
  readonly rows: number;
  readonly standstillRows: number;
  readonly duplicates: number;
  readonly members: readonly RankedMember[];
  /** How far each first order moves, as a share of the table, when its first `share` was never looked at; by member, in table order. */
  readonly lateStart: { readonly share: number; readonly movedShares: Readonly<Record<string, number>> };
  readonly verdict?: TableVerdict;
}

const firstOrders = ({ members }: TableTickets): Map<string, TimeNs> =>
  new Map(members.flatMap(({ member, ordersNs }) => (ordersNs[0] === undefined ? [] : [[member, ordersNs[0]] as const])));

/**
 * The members that a list such as `3,4` or `Bearing 3,Bearing 4` names: by whole name, or by the number that the name ends in.
 * @throws InvalidValue for a part that names no member, or more than one
 */
export function failedMembers({ members }: TrendTable, list: string): string[] {
  const parts = list.split(",").map((part) => part.trim());
  const named = parts.map((part) => {
    const found = members.filter((member) => member === part || /(\d+)$/.exec(member)?.[1] === part);
    const [only] = found;
    if (only === undefined || found.length > 1) throw new InvalidValue("failed", part, `one of ${members.join(", ")}`);
    return only;
  });
  return [...new Set(named)];
}

/** Runs the trend watch over a table, whole and with a late start, and judges it where it is known which members failed. */
export function tableReport(
  table: TrendTable,
  options: { readonly trend?: TrendClass; readonly failed?: readonly string[] } = {},
): TableReport {
  const trend = options.trend === undefined ? {} : { trend: options.trend };
  const tickets = tableTickets(table, trend);
  const late = tableTickets(table, { ...trend, lateStartShare: LATE_START_SHARE });
  const [before, after] = [firstOrders(tickets), firstOrders(late)];
  const { startNs, endNs } = tickets;
  const moved = table.members.map((member) => [member, ticketMovedShare({ asset: member, startNs, endNs }, before, after)]);
  return {
    table: table.name,
    start: formatTimeNs(startNs),
    end: formatTimeNs(endNs),
    rows: table.rows.length,
    standstillRows: tickets.standstillRows,
    duplicates: table.duplicates,
    members: rankMembers(tickets),
    lateStart: { share: LATE_START_SHARE, movedShares: Object.fromEntries(moved) },
    ...(options.failed === undefined ? {} : { verdict: judgeTableTickets(tickets, options.failed) }),
  };
}
