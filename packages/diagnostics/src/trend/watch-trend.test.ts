import { describe, expect, test } from "@jest/globals";
import { addSeconds, InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { ROWS_PER_DAY, slowRows } from "../../test/slow-rows.js";
import type { TrendLevel } from "./judge-rises.js";
import { PLANT_TREND } from "./trend-class.js";
import { initialTrendState, type TrendReading, type TrendState } from "./trend-state.js";
import { watchTrend } from "./watch-trend.js";

const DAY_S = 86_400;
const MEMBERS = 4;

/** Runs rows through the watch; by member, the row of the first watch and of the first order (-1: none), and the levels at the end. */
function run(rows: readonly TrendReading[], members = MEMBERS) {
  let state: TrendState = initialTrendState(members);
  const firstRow: Record<"watch" | "order", number[]> = { watch: Array(members).fill(-1), order: Array(members).fill(-1) };
  let last: readonly TrendLevel[] = [];
  let standstillRows = 0;
  for (const [row, reading] of rows.entries()) {
    const step = watchTrend(state, reading);
    state = step.state;
    last = step.members.map(({ level }) => level);
    if (!step.isRunning) standstillRows += 1;
    for (const [member, level] of last.entries()) {
      if (level !== "normal" && firstRow.watch[member] === -1) firstRow.watch[member] = row;
      if (level === "order" && firstRow.order[member] === -1) firstRow.order[member] = row;
    }
  }
  return { ...firstRow, last, standstillRows, state };
}

const NONE = Array(MEMBERS).fill(-1);
const dayOf = (row: number | undefined) => (row ?? -1) / ROWS_PER_DAY;
const drift = (from: number, perDay: number) => (day: number) => 1 + perDay * Math.max(0, day - from);

describe("trend watch", () => {
  test("says nothing of quiet members", () => {
    expect(run(slowRows({ members: MEMBERS, days: 12 }))).toMatchObject({ watch: NONE, order: NONE });
  });

  test("a step or a drift that all members share is no rise, in either direction", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: -0.04, max: 0.2, noNaN: true }), (step, perDay) => {
        const factor = (day: number) => (day > 4 ? step : 1) * drift(2, perDay)(day);
        expect(run(slowRows({ members: MEMBERS, days: 7, factor }))).toMatchObject({ watch: NONE, order: NONE });
      }),
      { numRuns: 5, seed: 1 },
    );
  });

  test("a member that drifts alone is watched, then ordered, and no other is", () => {
    const factor = (day: number, member: number) => (member === 2 ? drift(4, 0.03)(day) : 1);
    const { watch, order, last } = run(slowRows({ members: MEMBERS, days: 8, factor }));
    expect(last).toEqual(["normal", "normal", "order", "normal"]);
    expect(dayOf(watch[2])).toBeGreaterThan(4.7);
    expect(dayOf(order[2])).toBeGreaterThan(dayOf(watch[2]));
    expect(dayOf(order[2])).toBeLessThan(6.5);
  });

  test("peers that become quieter make no rise of the one that stays", () => {
    const factor = (day: number, member: number) => (member === 0 ? 1 : Math.max(0.8, 1 - 0.05 * day));
    expect(run(slowRows({ members: MEMBERS, days: 7, factor }))).toMatchObject({ watch: NONE, order: NONE });
  });

  test("what neighbours hear of a loud member gives them no order, damage of their own does", () => {
    const at = (heard: number) => (day: number, member: number) => (day < 4 || member > 1 ? 1 : member === 1 ? 1.7 : heard);
    expect(run(slowRows({ members: MEMBERS, days: 6, factor: at(1.12) })).last).toEqual(["normal", "order", "normal", "normal"]);
    expect(run(slowRows({ members: MEMBERS, days: 6, factor: at(1.35) })).last).toEqual(["order", "order", "normal", "normal"]);
  });

  test("a member under watch is no measure for the others: the second of two that fail is found beside the first", () => {
    const factor = (day: number, member: number) => (member === 2 ? 1 : drift(3, member === 0 ? 0.1 : 0.065)(day));
    expect(run(slowRows({ members: 3, days: 6, factor }), 3).last).toEqual(["order", "order", "normal"]);
  });

  test("a spike shorter than the hold time gives nothing", () => {
    const factor = (day: number, member: number) => (member === 1 && day > 4 && day < 4.1 ? 3 : 1);
    expect(run(slowRows({ members: MEMBERS, days: 6, factor }))).toMatchObject({ watch: NONE, order: NONE });
  });

  test("the reference is frozen at the order, so that standing damage stays an order, and a repair ends it", () => {
    const factor = (day: number, member: number) => (member === 3 && day > 3 && day < 14 ? 1.3 : 1);
    const rows = slowRows({ members: MEMBERS, days: 17, factor });
    expect(run(rows.slice(0, 13.5 * ROWS_PER_DAY)).last[3]).toBe("order");
    expect(run(rows).last).toEqual(["normal", "normal", "normal", "normal"]);
  });

  test("a member without readings is not judged and takes nothing from the others", () => {
    const factor = (day: number, member: number) => (member === 2 ? drift(4, 0.03)(day) : 1);
    const rows = slowRows({ members: MEMBERS, days: 8, factor }).map((row) => ({ ...row, levels: [0, null, ...row.levels.slice(2)] }));
    expect(run(rows).last).toEqual(["normal", "normal", "order", "normal"]);
  });
});

describe("trend watch over stops", () => {
  const stopRow = 4 * ROWS_PER_DAY;
  const stopped = (hours: number, factor: (day: number, member: number) => number, days = 8) =>
    run(slowRows({ members: MEMBERS, days, factor, stopS: (row) => (row === stopRow ? hours * 3600 : 0) }));

  test("a step of one member over a long stop is set-up, not wear; over no stop it is a rise", () => {
    const factor = (day: number, member: number) => (member === 0 && day >= 4 ? 1.08 : 1);
    expect(stopped(24, factor)).toMatchObject({ watch: NONE, order: NONE });
    expect(stopped(0, factor).last[0]).toBe("order");
  });

  test("a step beyond what set-up explains stays visible", () => {
    const factor = (day: number, member: number) => (member === 0 && day >= 4 ? 1.4 : 1);
    expect(stopped(24, factor).last).toEqual(["order", "normal", "normal", "normal"]);
  });

  test("a rise from before the stop is not forgotten", () => {
    const factor = (day: number, member: number) => (member === 0 ? drift(2.5, 0.0165)(day) : 1);
    const { order } = stopped(24, factor, 7);
    expect(dayOf(order[0])).toBeGreaterThan(4);
    expect(dayOf(order[0])).toBeLessThan(6.5);
  });

  test("warming up after a restart is muted", () => {
    const warm = (day: number, member: number) => (member === 0 && day >= 4 && day < 4 + 2.4 / 24 ? 2 : 1);
    expect(stopped(2, warm)).toMatchObject({ watch: NONE, order: NONE });
  });

  test("rows at standstill are told by all members together and are part of nothing", () => {
    const rows = slowRows({ members: MEMBERS, days: 6, factor: (day) => (day >= 5 ? 0.01 : 1) });
    const { standstillRows, last } = run(rows);
    expect(standstillRows).toBe(ROWS_PER_DAY);
    expect(last).toEqual(["normal", "normal", "normal", "normal"]);
    const deadSensor = slowRows({ members: MEMBERS, days: 6, factor: (day, member) => (day >= 5 && member === 0 ? 0.01 : 1) });
    expect(run(deadSensor).standstillRows).toBe(0);
  });

  test("monitoring that begins at standstill does not take the standstill for the reference", () => {
    const alone = slowRows({ members: 1, days: 5, factor: (day) => (day < 0.5 ? 0.01 : 1) });
    expect(run(alone, 1)).toMatchObject({ watch: [-1], order: [-1] });
  });
});

describe("trend watch of a single member", () => {
  const alone = (to: number) => run(slowRows({ members: 1, days: 8, factor: (day) => (day > 4 ? to : 1) }), 1);

  test("is held against its own past with the higher limits", () => {
    expect(alone(1.2).last).toEqual(["normal"]);
    expect(alone(1.4).last).toEqual(["watch"]);
    expect(alone(1.8).last).toEqual(["order"]);
  });
});

describe("trend watch as a machine", () => {
  const factor = (day: number, member: number) => (member === 2 ? drift(8, 0.03)(day) : 1);
  const rows = slowRows({ members: MEMBERS, days: 12, factor });

  test("gives the same order when monitoring starts late", () => {
    const [whole, late] = [run(rows), run(rows.slice(3.6 * ROWS_PER_DAY))];
    const moved = Math.abs(dayOf(whole.order[2]) - 3.6 - dayOf(late.order[2]));
    expect(late.order[2]).toBeGreaterThan(0);
    expect(moved / 12).toBeLessThan(0.05);
  });

  test("comes to the same whatever the unit of each member, and in whatever order they stand", () => {
    const order = run(rows).order;
    const scaled = rows.map((row) => ({ ...row, levels: row.levels.map((level, i) => (level as number) * 10 ** i) }));
    expect(run(scaled).order).toEqual(order);
    const turned = rows.map((row) => ({ ...row, levels: [...row.levels].reverse() }));
    expect(run(turned).order).toEqual([...order].reverse());
  });

  test("its state survives JSON at any row and stays bounded", () => {
    const { state } = run(rows);
    const next = { timeNs: addSeconds(rows.at(-1)?.timeNs ?? 0n, 600), levels: rows[0]?.levels ?? [] };
    expect(watchTrend(JSON.parse(JSON.stringify(state)) as TrendState, next)).toEqual(watchTrend(state, next));
    expect(state.blocks.length).toBeLessThanOrEqual(PLANT_TREND.timeScale.referenceBlocks);
    expect(state.recent.length).toBeLessThanOrEqual(PLANT_TREND.timeScale.smoothingS / 600 + 1);
  });

  test("refuses a row out of order, of another width, or with a level that is no amplitude", () => {
    const { state } = watchTrend(initialTrendState(1), { timeNs: 2n, levels: [1] });
    expect(() => watchTrend(state, { timeNs: 2n, levels: [1] })).toThrow(InvalidValue);
    expect(() => watchTrend(state, { timeNs: 3n, levels: [1, 1] })).toThrow("levels.length");
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => watchTrend(state, { timeNs: 3n, levels: [bad] })).toThrow("levels[0]");
    }
  });

  test("a gap of any length leads to no ticket of quiet members", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 * DAY_S }), (gapS) => {
        const quiet = slowRows({ members: 2, days: 4, stopS: (row) => (row === 2 * ROWS_PER_DAY ? gapS : 0) });
        expect(run(quiet, 2)).toMatchObject({ watch: [-1, -1], order: [-1, -1] });
      }),
      { numRuns: 5, seed: 2 },
    );
  });
});
