import { readFile } from "node:fs/promises";
import { InvalidValue } from "@phm/domain";
import {
  failedMembers,
  MIN_TABLE_LEAD_H,
  parseTrendTable,
  type RankedMember,
  type TableReport,
  type TableVerdict,
  tableReport,
} from "@phm/pipeline";

export interface TrendTableOptions {
  readonly json?: boolean;
  /** Members that failed at the end of the table, such as `3,4`. */
  readonly failed?: string;
}

/** Whether a path names a slow table rather than the folder of a bundle. */
export const isTrendTable = (path: string): boolean => path.toLowerCase().endsWith(".json");

const hours = (leadH: number | undefined): string => (leadH === undefined ? "none" : `${leadH.toFixed(1)} h`);
const several = (count: number, word: string): string => (count > 1 ? ` (${count} ${word})` : "");
const list = (leadsH: readonly number[]): string => leadsH.map(hours).join(", ");

function row({ member, rank, watchLeadH, orderLeadH, watches, orders }: RankedMember, { lateStart }: TableReport): string {
  const moved = `${(100 * (lateStart.movedShares[member] ?? 0)).toFixed(1)} %`;
  const order = `${hours(orderLeadH)}${several(orders, "orders")}`;
  const watch = `${hours(watchLeadH)}${several(watches, "watches")}`;
  return `  ${String(rank ?? "–").padEnd(4)} ${member.padEnd(16)} ${watch.padEnd(24)} ${order.padEnd(24)} ${moved}`;
}

function verdictLines({ verdict }: TableReport): string[] {
  if (!verdict) return [];
  const failed = verdict.failed.map(({ member, orderLeadH, inTime, first }) => {
    const words =
      inTime && first ? "in time and first" : [inTime ? "" : "not in time", first ? "" : "not first"].filter(Boolean).join(", ");
    return `  ${member} failed: order ${hours(orderLeadH)} before the end: ${words}`;
  });
  const falseOnes = (kind: string, rows: TableVerdict["falseOrders"]) =>
    rows.length === 0
      ? [`  no ${kind} for a bearing that did not fail`]
      : rows.map((each) => `  ${each.member} did not fail: ${kind} ${list(each.leadsH)} before the end`);
  return [
    `${verdict.ok ? "Held" : "Not held"}: every failed bearing at least ${MIN_TABLE_LEAD_H} h ahead, and before any that did not fail.`,
    ...failed,
    ...falseOnes("order", verdict.falseOrders),
    ...falseOnes("watch", verdict.falseWatches),
  ];
}

function shown(report: TableReport): string[] {
  const standstill = report.standstillRows > 0 ? `; ${report.standstillRows} rows at standstill left out` : "";
  const duplicates = report.duplicates > 0 ? `; ${report.duplicates} rows with a time that was there already left out` : "";
  return [
    `${report.table}: ${report.rows} rows from ${report.start} to ${report.end}${standstill}${duplicates}. First tickets, hours before the end:`,
    `  ${"rank".padEnd(4)} ${"member".padEnd(16)} ${"watch".padEnd(24)} ${"order".padEnd(24)} order moved by a late start`,
    ...report.members.map((member) => row(member, report)),
    ...verdictLines(report),
  ];
}

/** When the bearings of a slow table were first watched and ordered; judged where it is said which of them failed. */
export async function evaluateTrendTable(path: string, { json, failed }: TrendTableOptions): Promise<void> {
  const text = await readFile(path, "utf8");
  const table = parseTrendTable(parsed(path, text));
  const report = tableReport(table, failed === undefined ? {} : { failed: failedMembers(table, failed) });
  const out = json ? JSON.stringify({ evaluation: "tickets", path, ...report }) : shown(report).join("\n");
  process.stdout.write(`${out}\n`);
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidValue("table", path, `a JSON document (${(cause as Error).message})`, "bad_table");
  }
}
