import { describe, expect, test } from "@jest/globals";
import type { AssetConfig } from "@phm/domain";
import fc from "fast-check";
import { CONFIG, featuresAt } from "../../test/synthetic-features.js";
import { DEFAULT_TIME_SCALE } from "../machine/machine-time-scale.js";
import { CUSUM_LIMIT, cumulativeSum } from "./cumulative-sum.js";
import { type Detection, NO_DETECTION } from "./detection.js";
import { BASELINE_BLOCKS, learn, NOTHING_LEARNT } from "./learnt-baseline.js";
import { addQuietBlock, type QuietBaseline } from "./quiet-baseline.js";
import { robustDistance } from "./robust-distance.js";
import { detect } from "./state-detection.js";
import type { StateVector } from "./state-vector.js";

const RATED: AssetConfig = { ...CONFIG, machineClass: { group: 2, support: "rigid" } };

function run(samples: readonly { level: number; velocityRmsMmPerS?: number }[], config = CONFIG): Detection[] {
  let state = NO_DETECTION;
  return samples.map((sample, i) => {
    const [next, detection] = detect(state, featuresAt(i * 10, sample), config, DEFAULT_TIME_SCALE);
    state = next;
    return detection;
  });
}

const repeat = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

describe("robust distance", () => {
  const standard = [-1.6, -1.1, -0.8, -0.5, -0.2, 0, 0.2, 0.5, 0.8, 1.1, 1.6];

  test("of one figure is its deviation in standard deviations, at least of 10 %", () => {
    const samples = standard.map((value): StateVector => [value]);
    expect(robustDistance([0.8 * 1.4826 * 3], samples)).toBeCloseTo(3, 6);
    expect(robustDistance([0.4], repeat(12, [0]))).toBeCloseTo(4, 6);
  });

  test("a step along what always goes together is shorter than one across it", () => {
    const samples = standard.map((value): StateVector => [value, value]);
    const along = robustDistance([2, 2], samples) as number;
    const across = robustDistance([2, -2], samples) as number;
    expect(across).toBeGreaterThan(2 * along);
  });

  test("does not depend on the order of the samples, is finite and not negative, and a third of outliers moves it little", () => {
    const vector = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 20 }), vector, (samples, x) => {
        const distance = robustDistance(x, samples) as number;
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(distance)).toBe(true);
        expect(robustDistance(x, [...samples].reverse())).toBeCloseTo(distance, 6);
      }),
    );
    const sound = repeat(12, standard)
      .flat()
      .map((value): StateVector => [value]);
    const spoilt = [...sound, ...repeat(Math.floor(sound.length / 4), [50] as StateVector)];
    expect(robustDistance([4], spoilt) as number).toBeGreaterThan(0.5 * (robustDistance([4], sound) as number));
  });

  test("leaves out what is absent, and says nothing without anything", () => {
    expect(robustDistance([0.4, null], repeat(12, [0, 0]))).toBeCloseTo(4, 6);
    expect(robustDistance([null], repeat(12, [0]))).toBeNull();
    expect(robustDistance([1], [])).toBeNull();
  });
});

describe("baselines", () => {
  test("the quiet one keeps the 20 quietest of the last 60 blocks", () => {
    let baseline: QuietBaseline = [];
    for (let i = 0; i < 100; i++) baseline = addQuietBlock(baseline, [i % 40], DEFAULT_TIME_SCALE);
    expect(baseline).toHaveLength(20);
    expect(Math.max(...baseline.map(({ x }) => x[0] as number))).toBeLessThan(20);
    expect(Math.max(...baseline.map(({ age }) => age))).toBeLessThan(60);
  });

  test("the learnt one stands after 20 blocks, drops its samples and never moves again", () => {
    let baseline = NOTHING_LEARNT;
    for (let i = 0; i < BASELINE_BLOCKS; i++) {
      expect(baseline.level).toBeNull();
      baseline = learn(baseline, { level: i % 2, severity: 0.5 });
    }
    expect(baseline).toMatchObject({ samples: [], level: { median: 0.5 }, severity: 0.5 });
    expect(learn(baseline, { level: 99, severity: 9 })).toBe(baseline);
  });
});

describe("CUSUM", () => {
  const baseline = { median: 0, sd: 0.1 };

  test("finds a shift of two standard deviations in ten acquisitions, and forgets it", () => {
    let sum = 0;
    for (let i = 0; i < 10; i++) sum = cumulativeSum(sum, 0.2, baseline);
    expect(sum).toBeGreaterThanOrEqual(CUSUM_LIMIT);
    for (let i = 0; i < 10; i++) sum = cumulativeSum(sum, 0, baseline);
    expect(sum).toBe(0);
  });

  test("two spikes, however high, are no shift, and a level at its baseline never is", () => {
    expect(cumulativeSum(cumulativeSum(0, 99, baseline), 99, baseline)).toBeLessThan(CUSUM_LIMIT);
    expect(cumulativeSum(0, 0.1, baseline)).toBe(0);
  });
});

describe("the ISO alarm", () => {
  const normal = { level: 1, velocityRmsMmPerS: 1 };

  test("stands from the baseline plus 25 % of B/C on, and goes 10 % of B/C below", () => {
    // Group 2, rigid: B/C is 2.8 mm/s, so the ALARM of a machine that has 1 mm/s is at 1.7.
    const below = run([...repeat(100, normal), ...repeat(30, { level: 1, velocityRmsMmPerS: 1.69 })], RATED);
    expect(below.some(({ alert }) => alert)).toBe(false);
    const above = run([...repeat(100, normal), ...repeat(30, { level: 1, velocityRmsMmPerS: 1.71 })], RATED);
    expect(above.at(-1)).toMatchObject({
      alert: true,
      alarm: false,
      onsetNs: null,
      isoAlarm: { value: 1.71, limit: expect.closeTo(1.7, 2) },
    });
    const hovering = run(
      [...repeat(100, normal), ...repeat(30, { level: 1, velocityRmsMmPerS: 1.8 }), ...repeat(100, { level: 1, velocityRmsMmPerS: 1.45 })],
      RATED,
    );
    expect(hovering.at(-1)?.alert).toBe(true);
    const gone = run([...repeat(100, normal), ...repeat(30, { level: 1, velocityRmsMmPerS: 1.8 }), ...repeat(100, normal)], RATED);
    expect(gone.at(-1)?.alert).toBe(false);
  });

  test("while nothing is learnt it stands above 1.25 × B/C, and never without a machine class", () => {
    const loud = repeat(10, { level: 1, velocityRmsMmPerS: 3.6 });
    expect(run(loud, RATED).at(-1)).toMatchObject({ alert: true, zone: "C", isoAlarm: { limit: 3.5 } });
    expect(run(repeat(10, { level: 1, velocityRmsMmPerS: 3.4 }), RATED).at(-1)?.alert).toBe(false);
    expect(run(loud).at(-1)?.alert).toBe(false);
  });

  test("does not come from a spike", () => {
    expect(
      run([...repeat(100, normal), ...repeat(3, { level: 1, velocityRmsMmPerS: 4 }), ...repeat(20, normal)], RATED).some(
        ({ alert }) => alert,
      ),
    ).toBe(false);
  });
});

test("a rise that is held, but that this restless machine has always shown, raises no alarm", () => {
  let seed = 7;
  const uniform = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const restless = Array.from({ length: 400 }, () => ({ level: Math.exp(3 * (uniform() - 0.5)) }));
  let state = NO_DETECTION;
  const alerts = [...restless, ...repeat(12, { level: 1.6 })].map((sample, i) => {
    const [next, { alert }] = detect(state, featuresAt(i * 10, sample), CONFIG, DEFAULT_TIME_SCALE);
    state = next;
    return alert;
  });
  expect(state.alert.active).toBe(true);
  expect(alerts).not.toContain(true);
});
