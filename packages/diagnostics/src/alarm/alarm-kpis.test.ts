import { describe, expect, test } from "@jest/globals";
import { addSeconds, assetRef, type TimeNs } from "@phm/domain";
import fc from "fast-check";
import { alarmFlood, FLOOD_BEGINS_ABOVE, FLOOD_WINDOW_S } from "./alarm-flood.js";
import { alarmKpis, type RaisedAlarm, type StandingAlarm } from "./alarm-kpis.js";

const START_NS = 1_600_000_000_000_000_000n;
const WEEK_S = 7 * 24 * 3600;
const at = (seconds: number): TimeNs => addSeconds(START_NS, seconds);
const PUMP = assetRef("acme", "north", "pump");
const FAN = assetRef("acme", "north", "fan");
const standing = (ref: typeof PUMP, raisedS: number | null, more: Partial<StandingAlarm> = {}): StandingAlarm => ({
  ref,
  state: raisedS === null ? "normal" : "unacknowledged",
  active: raisedS !== null,
  raisedNs: raisedS === null ? null : at(raisedS),
  ...more,
});
const raised = (ref: typeof PUMP, ...seconds: number[]): RaisedAlarm[] => seconds.map((second) => ({ ref, timeNs: at(second) }));

describe("alarm flood", () => {
  test("begins with the eleventh alarm in ten minutes and ends below five", () => {
    const times = Array.from({ length: 11 }, (_, i) => at(i * 50));
    expect(alarmFlood(times.slice(0, FLOOD_BEGINS_ABOVE), at(500)).active).toBe(false);
    expect(alarmFlood(times, at(500))).toEqual({ active: true, alarmsInWindow: 11, floods: 1 });
    expect(alarmFlood(times, at(850))).toEqual({ active: true, alarmsInWindow: 5, floods: 1 });
    expect(alarmFlood(times, at(900))).toEqual({ active: false, alarmsInWindow: 4, floods: 1 });
    expect(alarmFlood(times, at(499))).toEqual({ active: false, alarmsInWindow: 10, floods: 0 });
  });

  test("two bursts far apart are two floods, in any order", () => {
    const times = [...Array.from({ length: 12 }, (_, i) => at(i)), ...Array.from({ length: 12 }, (_, i) => at(5000 + i))];
    expect(alarmFlood(times, at(9000)).floods).toBe(2);
    expect(alarmFlood([...times].reverse(), at(9000)).floods).toBe(2);
  });

  test("there is a flood exactly when some ten minutes hold more than ten alarms", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 60 }), (seconds) => {
        const densest = Math.max(0, ...seconds.map((end) => seconds.filter((s) => s <= end && s > end - FLOOD_WINDOW_S).length));
        expect(alarmFlood(seconds.map(at), at(6000)).floods > 0).toBe(densest > FLOOD_BEGINS_ABOVE);
      }),
    );
  });
});

describe("alarm KPIs", () => {
  const window = { fromNs: START_NS, toNs: at(2 * WEEK_S), verdicts: [] };

  test("counts alarms for each asset and week, within the window alone", () => {
    const kpis = alarmKpis({
      ...window,
      alarms: [standing(PUMP, null), standing(FAN, null)],
      raised: raised(PUMP, -5, 10, WEEK_S, WEEK_S + 9),
    });
    expect(kpis).toMatchObject({ assets: 2, raised: 3, alarmsPerAssetWeek: 0.75, standing: 0, precisionRatio: null });
  });

  test("three times within an hour is chattering, two times or over a longer time is not", () => {
    const chattering = (...seconds: number[]) =>
      alarmKpis({ ...window, alarms: [standing(PUMP, null)], raised: raised(PUMP, ...seconds) }).chattering;
    expect(chattering(0, 1800, 3600)).toEqual(["acme:north:pump:machine"]);
    expect(chattering(0, 1800)).toEqual([]);
    expect(chattering(0, 1800, 3601)).toEqual([]);
  });

  test("what has stood for more than a day is stale, unless it was put aside", () => {
    const toNs = at(100 * 3600);
    const alarms = [standing(PUMP, 0), standing(FAN, 90 * 3600)];
    expect(alarmKpis({ ...window, toNs, alarms, raised: [] })).toMatchObject({ standing: 2, stale: ["acme:north:pump:machine"] });
    const shelved = alarmKpis({ ...window, toNs, alarms: [standing(PUMP, 0, { state: "shelved" })], raised: [] });
    expect(shelved).toMatchObject({ standing: 0, stale: [], byState: { shelved: 1 } });
  });

  test("precision is over the alarms that a verdict followed before the next one", () => {
    const verdicts = [
      { ref: PUMP, timeNs: at(50), confirmed: false },
      { ref: PUMP, timeNs: at(150), confirmed: true },
      { ref: PUMP, timeNs: at(160), confirmed: false },
      { ref: FAN, timeNs: at(5), confirmed: true },
    ];
    const alarms = [standing(PUMP, null), standing(FAN, null)];
    const kpis = alarmKpis({ ...window, verdicts, alarms, raised: [...raised(PUMP, 10, 100, 1000), ...raised(FAN, 20)] });
    expect(kpis).toMatchObject({ judged: 2, confirmed: 1, precisionRatio: 0.5 });
  });
});
