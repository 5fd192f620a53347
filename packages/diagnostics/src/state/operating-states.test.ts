import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CONFIG, featuresAt } from "../../test/synthetic-features.js";
import { DEFAULT_TIME_SCALE } from "../machine/machine-time-scale.js";
import { type Detection, type DetectionState, NO_DETECTION, relearn } from "./detection.js";
import { matchingState, type OperatingPoint } from "./operating-point.js";
import { MAX_OPERATING_STATES } from "./operating-states.js";
import { detect } from "./state-detection.js";

interface Moment {
  readonly level: number;
  readonly speedRpm?: number;
  readonly loadN?: number;
}

const at = (speedRpm: number | null, load: number | null): OperatingPoint => ({
  speedRpm,
  load,
  loadKind: load === null ? null : "force_n",
});

function run(moments: readonly Moment[], from = NO_DETECTION, fromS = 0): { detections: Detection[]; state: DetectionState } {
  let state = from;
  const detections = moments.map(({ level, speedRpm, loadN }, i) => {
    const features = {
      ...featuresAt(fromS + i * 10, { level, ...(speedRpm === undefined ? {} : { speedRpm }) }),
      ...(loadN === undefined ? {} : { loadN }),
    };
    const [next, detection] = detect(state, features, CONFIG, DEFAULT_TIME_SCALE);
    state = next;
    return detection;
  });
  return { detections, state };
}

const stay = (count: number, moment: Moment): Moment[] => Array<Moment>(count).fill(moment);

describe("operating states", () => {
  test("points are matched within 15 % of speed and 25 % of load, and what is unknown differs from nothing", () => {
    const known = [at(1500, 1000)];
    expect(matchingState(known, at(1700, 1200))).toBe(known[0]);
    expect(matchingState(known, at(1750, 1000))).toBeUndefined();
    expect(matchingState(known, at(1500, 1300))).toBeUndefined();
    expect(matchingState(known, at(null, null))).toBe(known[0]);
    expect(matchingState(known, { speedRpm: 1500, load: 12, loadKind: "current_a" })).toBe(known[0]);
    expect(matchingState([at(1500, 0), at(1500, 1000)], at(1500, 90))?.load).toBe(0);
  });

  test.each([
    ["speed", { level: 4, speedRpm: 2500, loadN: 1000 }],
    ["load", { level: 4, speedRpm: 1500, loadN: 2000 }],
  ])("another %s is learnt first, and is no fault however loud it is", (_, other) => {
    const { detections } = run([...stay(200, { level: 1, speedRpm: 1500, loadN: 1000 }), ...stay(200, other)]);
    expect(detections.some(({ alert }) => alert)).toBe(false);
    expect(detections[199]?.learning).toBe(false);
    expect(detections[203]?.learning).toBe(true);
    expect(detections.at(-1)?.learning).toBe(false);
  });

  test("a machine that comes back to a state is judged at once by what was learnt there", () => {
    const slow = { speedRpm: 1000 };
    const fast = { speedRpm: 2000 };
    const { detections } = run([
      ...stay(100, { level: 1, ...slow }),
      ...stay(100, { level: 5, ...fast }),
      ...stay(20, { level: 3, ...slow }),
    ]);
    expect(detections.slice(0, 205).some(({ alert }) => alert)).toBe(false);
    expect(detections.at(-1)?.alert).toBe(true);
    expect(detections.at(-1)?.levelRatio).toBeCloseTo(3, 5);
  });

  test("a rise stands through a change of state, and is judged there by what that state was", () => {
    const slow = { speedRpm: 1000 };
    const fast = { speedRpm: 2000 };
    const before = [...stay(100, { level: 1, ...slow }), ...stay(100, { level: 5, ...fast }), ...stay(20, { level: 16, ...fast })];
    const faulty = run([...before, ...stay(80, { level: 3.2, ...slow })]);
    expect(faulty.detections.slice(219).every(({ alert }) => alert)).toBe(true);
    const repaired = run([...before, ...stay(80, { level: 1, ...slow })]);
    expect(repaired.detections.at(-1)?.alert).toBe(false);
    const unseen = run([...before, ...stay(300, { level: 3, speedRpm: 500 })]);
    expect(unseen.detections.at(-1)?.alert).toBe(true);
  });

  test("whatever the points, at most five states are remembered in a few kilobytes, and the best learnt one stays", () => {
    const moment = fc.record({
      level: fc.double({ min: 0.1, max: 10, noNaN: true }),
      speedRpm: fc.integer({ min: 1, max: 30_000 }),
      loadN: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 20, maxLength: 120 }), (moments) => {
        const { state } = run([...stay(100, { level: 1, speedRpm: 1500, loadN: 50_000 }), ...moments]);
        expect(state.states.length).toBeLessThanOrEqual(MAX_OPERATING_STATES);
        expect(state.states.some(({ load }) => load === 50_000)).toBe(true);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(JSON.stringify(state).length).toBeLessThan(9000);
      }),
      { numRuns: 40 },
    );
  });
});

describe("relearning", () => {
  const quiet = stay(100, { level: 1, speedRpm: 1500 });
  const risen = run([...quiet, ...stay(30, { level: 3, speedRpm: 1500 })]);

  test("a repaired machine starts from nothing, after the time of the repair", () => {
    expect(risen.detections.at(-1)?.alert).toBe(true);
    const repairNs = BigInt(risen.state.pace.lastRunningNs ?? 0);
    const state = relearn(repairNs);
    const [same, unjudged] = detect(state, featuresAt(1290, { level: 9 }), CONFIG, DEFAULT_TIME_SCALE);
    expect(same).toBe(state);
    expect(unjudged).toMatchObject({ alert: false, levelRatio: null, learning: true });
    const after = run(stay(100, { level: 3, speedRpm: 1500 }), state, 1300);
    expect(after.detections.some(({ alert }) => alert)).toBe(false);
    expect(after.detections.at(-1)).toMatchObject({ learning: false, levelRatio: expect.closeTo(1, 5) });
  });

  test("without it the same level is an alarm", () => {
    const after = run(stay(100, { level: 3, speedRpm: 1500 }), risen.state, 1300);
    expect(after.detections.at(-1)?.alert).toBe(true);
  });
});
