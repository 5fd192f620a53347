import { describe, expect, test } from "@jest/globals";
import { addSeconds } from "@phm/domain";
import { judgeTableTickets, rankMembers } from "./judge-table-tickets.js";
import type { TableTickets } from "./table-tickets.js";

const END_NS = 1_600_000_000_000_000_000n;
const before = (hours: number) => addSeconds(END_NS, -3600 * hours);

/** Tickets of three members, orders in hours before the end. */
const tickets = (orders: Readonly<Record<string, number[]>>): TableTickets => ({
  startNs: before(500),
  endNs: END_NS,
  standstillRows: 0,
  members: ["a", "b", "c"].map((member) => {
    const ordersNs = (orders[member] ?? []).map(before);
    return { member, watchesNs: ordersNs, ordersNs };
  }),
});

describe("judge table tickets", () => {
  test("holds where every failed member is a day ahead and before the sound ones, in whatever order among themselves", () => {
    expect(judgeTableTickets(tickets({ a: [90], b: [24] }), ["a", "b"]).ok).toBe(true);
    expect(judgeTableTickets(tickets({ a: [90], b: [24], c: [23] }), ["b", "a"]).ok).toBe(true);
  });

  test("does not hold where one comes late, never, or after a sound one", () => {
    expect(judgeTableTickets(tickets({ a: [90], b: [23.9] }), ["a", "b"])).toMatchObject({
      ok: false,
      failed: [{ inTime: true }, { inTime: false }],
    });
    expect(judgeTableTickets(tickets({ a: [90] }), ["a", "b"])).toMatchObject({ ok: false, failed: [{ first: true }, { first: false }] });
    expect(judgeTableTickets(tickets({ a: [90], c: [200, 10] }), ["a"])).toMatchObject({
      ok: false,
      failed: [{ inTime: true, first: false }],
      falseOrders: [{ member: "c", leadsH: [200, 10] }],
    });
    expect(judgeTableTickets(tickets({ a: [90] }), []).ok).toBe(false);
  });

  test("refuses a member that is not in the table", () => {
    expect(() => judgeTableTickets(tickets({}), ["d"])).toThrow("one of a, b, c");
  });

  test("ranks by the first order; equal ones share a rank and silent members have none", () => {
    const ranks = rankMembers(tickets({ b: [50, 20], c: [50] })).map(({ member, rank }) => [member, rank]);
    expect(ranks).toEqual([
      ["b", 1],
      ["c", 1],
      ["a", undefined],
    ]);
  });
});
