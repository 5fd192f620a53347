import { describe, expect, test } from "@jest/globals";
import { addSeconds } from "@phm/domain";
import { failedMembers, tableReport } from "./table-report.js";
import { tableTickets } from "./table-tickets.js";
import type { TrendTable } from "./trend-table.js";

const START_NS = 1_600_000_000_000_000_000n;
const PER_DAY = 48;

/** Ten days of three bearings, a row each half hour; the second one wears from day 5, all stand still from day 9.5. */
const TABLE: TrendTable = {
  name: "test 9",
  members: ["Bearing 1", "Bearing 2", "Bearing 3"],
  duplicates: 0,
  rows: Array.from({ length: 10 * PER_DAY }, (_, row) => {
    const day = row / PER_DAY;
    const running = day < 9.5 ? 1 : 0.005;
    const quiet = (member: number) => running * (1 + member) * (1 + 0.008 * Math.sin(row * (1.7 + member)));
    return { timeNs: addSeconds(START_NS, row * 1800), levels: [quiet(0), quiet(1) * (1 + 0.05 * Math.max(0, day - 5)), quiet(2)] };
  }),
};

describe("table report", () => {
  const report = tableReport(TABLE, { failed: ["Bearing 2"] });

  test("ranks, judges, leaves the standstill out of the end, and moves nothing by a late start", () => {
    expect(report).toMatchObject({ standstillRows: PER_DAY / 2, verdict: { ok: true, falseOrders: [], falseWatches: [] } });
    expect(report.members.map(({ member, rank }) => [member, rank])).toEqual([
      ["Bearing 2", 1],
      ["Bearing 1", undefined],
      ["Bearing 3", undefined],
    ]);
    expect(report.members[0]?.orderLeadH).toBeGreaterThan(48);
    expect(report.members[0]?.orderLeadH).toBeLessThan(95);
    for (const moved of Object.values(report.lateStart.movedShares)) expect(moved).toBeLessThan(0.05);
  });

  test("says no verdict where nobody said what failed", () => {
    expect(tableReport(TABLE)).not.toHaveProperty("verdict");
  });

  test("what is said at a row depends on no later row", () => {
    const [firstOrderNs] = tableTickets(TABLE).members[1]?.ordersNs ?? [];
    const cut = { ...TABLE, rows: TABLE.rows.filter(({ timeNs }) => timeNs <= (firstOrderNs ?? 0n)) };
    expect(tableTickets(cut).members[1]?.ordersNs).toEqual([firstOrderNs]);
  });

  test("finds failed members by name or by the number that the name ends in", () => {
    expect(failedMembers(TABLE, "3, Bearing 2,3")).toEqual(["Bearing 3", "Bearing 2"]);
    expect(() => failedMembers(TABLE, "4")).toThrow("Bearing 1, Bearing 2, Bearing 3");
    expect(() => failedMembers(TABLE, "")).toThrow("failed");
  });
});
