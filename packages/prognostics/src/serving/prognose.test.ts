import { describe, expect, test } from "@jest/globals";
import { DEFAULT_TIME_SCALE } from "@phm/diagnostics";
import { addSeconds, type RemainingLife } from "@phm/domain";
import fc from "fast-check";
import { DEFAULT_RUL_MODEL } from "../models/default-rul-model.js";
import { openRulModel } from "../models/rul-model-document.js";
import { moveLaterSlowly } from "./move-later-slowly.js";
import { type LevelObservation, NO_PROGNOSIS, type PrognosisState, prognose } from "./prognose.js";

const SERVED = openRulModel(DEFAULT_RUL_MODEL);
const START_NS = 1_600_000_000_000_000_000n;
const INTERVAL_S = 10;

type Seen = Partial<Omit<LevelObservation, "timeNs">>;

function run(observations: readonly Seen[], intervalS = INTERVAL_S): { state: PrognosisState; lives: RemainingLife[] } {
  let state: PrognosisState = NO_PROGNOSIS;
  const lives = observations.map((seen, i) => {
    const observation = {
      levelRatio: 1,
      rising: false,
      onset: false,
      learning: false,
      ...seen,
      timeNs: addSeconds(START_NS, i * intervalS),
    };
    const [next, life] = prognose(state, observation, SERVED, DEFAULT_TIME_SCALE);
    state = next;
    return life;
  });
  return { state, lives };
}

const raised = (levelRatio: number | null): Seen => ({ levelRatio, rising: true, onset: true });
const lastOf = (observations: readonly Seen[], intervalS?: number) => run(observations, intervalS).lives.at(-1) as RemainingLife;
const QUIET: readonly Seen[] = Array(30).fill({});

describe("prognosis", () => {
  test("a quiet machine gets a lower bound and nothing more, with the lives behind it", () => {
    const life = lastOf(QUIET);
    expect(life).toMatchObject({ status: "lower_bound", calibration: { coverageRatio: 0.9, lives: 6, supported: false } });
    expect(life.p10S).toBeCloseTo(60 * DEFAULT_RUL_MODEL.quietBound.blocks, 0);
    expect(life).not.toHaveProperty("p50S");
    expect(life.reason).toContain("uncalibrated");
    expect(life.reasonZh).toContain("未校准");
  });

  test("the bound is in the machine's own time: half an hour a block where it is measured each ten minutes", () => {
    expect(lastOf(QUIET, 600).p10S).toBeCloseTo(1800 * DEFAULT_RUL_MODEL.quietBound.blocks, 0);
  });

  test.each([
    ["while learning", [{ learning: true }], "Still learning"],
    ["while a rise is not held long enough", [...QUIET, { rising: true, levelRatio: 2.2 }], "not held long enough"],
    ["on an acquisition that cannot be judged", [...QUIET, raised(2.5), raised(null)], "cannot be judged"],
    ["on an acquisition of a quiet machine that cannot be judged", [...QUIET, { levelRatio: null }], "sensor is faulty or missing"],
    ["while learning without a channel that carries a level", [{ learning: true, levelRatio: null, silent: true }], "no accelerometer"],
    ["on the very first observation", [{}], "Too few observations"],
  ] as const)("%s it abstains, with the reason in both languages", (_, observations, reason) => {
    const life = lastOf(observations);
    expect(life).toMatchObject({ status: "abstain", reason: expect.stringContaining(reason) });
    expect(life.reasonZh.length).toBeGreaterThan(3);
    expect(life).not.toHaveProperty("p10S");
  });

  test("after onset there is an interval in order, a curve that never falls, and what it was calibrated on", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 30, noNaN: true }), { minLength: 1, maxLength: 40 }), (ratios) => {
        for (const life of run([...QUIET, ...ratios.map(raised)]).lives.slice(QUIET.length)) {
          expect(life.status).toBe("estimate");
          expect(life.p10S).toBeGreaterThan(0);
          expect(life.p50S).toBeGreaterThanOrEqual(life.p10S as number);
          expect(life.p90S).toBeGreaterThanOrEqual(life.p50S as number);
          const curve = life.failureWithin?.map(({ probability }) => probability) ?? [];
          expect(curve.length).toBeGreaterThan(0);
          expect(curve).toEqual([...curve].sort((a, b) => a - b));
          expect(life.calibration).toEqual({ coverageRatio: 0.8, lives: 6, supported: true });
        }
      }),
      { numRuns: 50 },
    );
  });

  test("a higher level is a shorter life, at once", () => {
    const [before, after] = run([...QUIET, raised(2.2), raised(6)]).lives.slice(-2) as [RemainingLife, RemainingLife];
    expect(after.p50S).toBeLessThan(0.5 * (before.p50S as number));
  });

  test("a level that eases lets the median move later only slowly, and says so", () => {
    const [before, after] = run([...QUIET, raised(6), raised(2)]).lives.slice(-2) as [RemainingLife, RemainingLife];
    expect(after.p50S).toBeLessThan((before.p50S as number) * 1.05);
    expect(after.reason).toContain("moves later only slowly");
    const eased = lastOf([...QUIET, raised(6), ...Array(600).fill(raised(2))]);
    expect(eased.p50S).toBeGreaterThan(2 * (before.p50S as number));
    expect(eased.reason).not.toContain("slowly");
  });

  test("a machine that returns to quiet forgets the median of the rise", () => {
    expect(run([...QUIET, raised(6), {}]).state.median).toBeNull();
  });

  test("the memory stays under a kilobyte", () => {
    const { state } = run([...Array(500).fill({}), ...Array.from({ length: 500 }, (_, i) => raised(2 + (i % 17) / 3))]);
    expect(JSON.stringify(state).length).toBeLessThan(1000);
  });
});

describe("moving later slowly", () => {
  test("grows by at most 20 % a block, and falls at once", () => {
    expect(moveLaterSlowly(1000, 100, 60, 60)).toBeCloseTo(120, 9);
    expect(moveLaterSlowly(1000, 100, 30, 60)).toBeCloseTo(100 * Math.sqrt(1.2), 9);
    expect(moveLaterSlowly(105, 100, 60, 60)).toBe(105);
    expect(moveLaterSlowly(10, 100, 60, 60)).toBe(10);
  });
});
