import { describe, expect, test } from "@jest/globals";
import type { FeatureVector } from "@phm/domain";
import { simulateLife } from "@phm/simulator";
import fc from "fast-check";
import { assess } from "../assess.js";
import { type AssessmentState, initialAssessmentState } from "../assessment-state.js";
import { createManipulator } from "../manipulate.js";
import { relearnBaseline } from "../relearn-baseline.js";
import { BUILT_IN_MODELS } from "../served-models.js";
import { assessAgain } from "./assess-again.js";
import { isInReorderWindow, type ReorderBase, reorderBaseAfter, reorderBaseAgain } from "./reorder-base.js";

const INTERVAL_S = 4;
const WINDOW_S = 30;
/** Places that an acquisition may come later than it should: it is then still within the window. */
const MOST_PLACES = 7;
const COUNT = 120;

const life = simulateLife({ seed: 3, acquisitions: COUNT, samples: 2048, sampleRateHz: 12_800, intervalS: INTERVAL_S });
const manipulator = createManipulator();
const VECTORS = [...life.acquisitions()].map((acquisition) => manipulator.manipulate(acquisition, life.config));
const startNs = (i: number) => (VECTORS[i] as FeatureVector).startTimeNs;

/** What a service does with one acquisition after the other, in memory. */
class Reader {
  state: AssessmentState = initialAssessmentState();
  kept: ReorderBase | undefined;
  readonly assessed: FeatureVector[] = [];
  steps = 0;

  take(features: FeatureVector): "assessed" | "repeated" | "reordered" | "late" {
    if (this.assessed.includes(features)) return "repeated";
    const [after, assessment] = assess(this.state, features, life.config);
    if (assessment) {
      this.kept = reorderBaseAfter(this.kept, this.state, features.startTimeNs, WINDOW_S);
      this.state = after;
      this.assessed.push(features);
      return "assessed";
    }
    const kept = this.kept;
    if (!kept || !isInReorderWindow(kept, this.state, features.startTimeNs, WINDOW_S)) {
      this.state = after;
      return "late";
    }
    this.assessed.push(features);
    const since = this.assessed.filter(({ startTimeNs }) => kept.base.lastNs === null || startTimeNs > BigInt(kept.base.lastNs));
    const steps = assessAgain(kept.base, since, life.config, BUILT_IN_MODELS, this.state.late);
    this.steps = Math.max(this.steps, steps.length);
    this.kept = reorderBaseAgain(kept, steps);
    this.state = (steps.at(-1) as (typeof steps)[number]).after;
    return "reordered";
  }
}

const inOrder = new Reader();
for (const features of VECTORS) inOrder.take(features);

/** An order of arrival in which each acquisition comes at most so many places late, some of them twice. */
const arrivals = fc
  .array(fc.record({ delay: fc.integer({ min: 0, max: MOST_PLACES }), twice: fc.boolean() }), { minLength: COUNT, maxLength: COUNT })
  .map((each) =>
    each
      .flatMap(({ delay, twice }, i) => [{ i, at: i + delay }, ...(twice ? [{ i, at: i + delay + 0.5 }] : [])])
      .sort((a, b) => a.at - b.at)
      .map(({ i }) => VECTORS[i] as FeatureVector),
  );

describe("acquisitions out of order within the window", () => {
  test("end in the state of those in order, however they come, repetitions included", () => {
    fc.assert(
      fc.property(arrivals, (order) => {
        const reader = new Reader();
        for (const features of order) reader.take(features);
        expect(reader.state).toEqual(inOrder.state);
      }),
      { numRuns: 12 },
    );
  });

  test("cost no more steps than twice the window has acquisitions, and some", () => {
    const reader = new Reader();
    for (let i = 0; i + 1 < COUNT; i += 2) for (const each of [i + 1, i]) reader.take(VECTORS[each] as FeatureVector);
    expect(reader.state).toEqual(inOrder.state);
    expect(reader.steps).toBeLessThanOrEqual((2 * WINDOW_S) / INTERVAL_S + 10);
  });
});

describe("an acquisition that is not to be reordered", () => {
  const readUpTo = (count: number) => {
    const reader = new Reader();
    for (const features of VECTORS.slice(0, count)) reader.take(features);
    return reader;
  };

  test("that is older than the window is late, counted, and changes nothing else", () => {
    const reader = new Reader();
    const missed = 40;
    for (const features of VECTORS.filter((_, i) => i !== missed)) reader.take(features);
    const { state } = reader;
    expect(reader.take(VECTORS[missed] as FeatureVector)).toBe("late");
    expect(reader.state).toEqual({ ...state, late: 1 });
  });

  test("that starts with the latest one is late: which of them came first cannot be told again", () => {
    const reader = readUpTo(50);
    const twin = { ...(VECTORS[49] as FeatureVector), acquisition: "another" as FeatureVector["acquisition"] };
    expect(reader.take(twin)).toBe("late");
  });

  test("that is from before a repair is late, and the base begins anew with the repaired machine", () => {
    const reader = readUpTo(50);
    reader.state = relearnBaseline(reader.state, startNs(49));
    expect(isInReorderWindow(reader.kept as ReorderBase, reader.state, startNs(48), WINDOW_S)).toBe(false);
    expect(reorderBaseAfter(reader.kept, reader.state, startNs(50), WINDOW_S)).toEqual({ base: reader.state, next: null });
  });
});

test("what cannot be stepped again is refused by name", () => {
  const base = initialAssessmentState();
  const [one, two] = VECTORS as [FeatureVector, FeatureVector];
  expect(() => assessAgain(base, [], life.config, BUILT_IN_MODELS, 0)).toThrow("vectors");
  expect(() => assessAgain(base, [one, two, one], life.config, BUILT_IN_MODELS, 0)).toThrow("startTimeNs");
});
