import { describe, expect, test } from "@jest/globals";
import { type Acquisition, type AssetConfig, acquisitionId, addSeconds, type FeatureVector, secondsBetween } from "@phm/domain";
import { createManipulator, initialPipelineState, type PipelineState, type StepOutputs, step } from "@phm/pipeline";
import { type Simulation, simulateLife } from "@phm/simulator";

const manipulator = createManipulator();
/** A tenth of a second of signal: enough for levels, and quick. */
const SHORT = { seed: 2, samples: 1280, sampleRateHz: 12_800 };
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

function measured({ acquisitions, config }: Simulation): readonly FeatureVector[] {
  return [...acquisitions()].map((acquisition) => manipulator.manipulate(acquisition, config));
}

/** The pipeline from features on. */
function run(told: readonly FeatureVector[], config: AssetConfig): { state: PipelineState; outputs: readonly StepOutputs[] } {
  let state = initialPipelineState();
  const outputs = told.map((features) => {
    const acquisition = { ref: config.ref, id: features.acquisition } as Acquisition;
    const [next, output] = step(state, acquisition, config, { manipulate: () => features });
    state = next;
    return output;
  });
  return { state, outputs };
}

describe("a plant machine that wears for two weeks, measured each ten minutes", () => {
  const life = simulateLife({ ...SHORT, intervalS: 70 * MINUTE_S, acquisitions: 288 });
  // What was simulated each 70 minutes is told seven times, ten minutes apart: wear moves little in between, and the test is quick.
  const told = measured(life).flatMap((features) =>
    Array.from({ length: 7 }, (_, i) => ({
      ...features,
      acquisition: acquisitionId(`${features.acquisition}-${i}`),
      startTimeNs: addSeconds(features.startTimeNs, i * 10 * MINUTE_S),
    })),
  );
  const { state, outputs } = run(told, { ...life.config, timeScale: "plant" });
  const assessed = outputs.flatMap(({ assessment }) => assessment ?? []);
  const start = assessed[0]!.condition.timeNs;
  const dayOf = (timeNs: bigint) => secondsBetween(start, timeNs) / DAY_S;
  const endDay = dayOf(life.truth.endOfLifeNs!);

  test("is learnt for a day, then has a lower bound in days and nothing more until its onset", () => {
    const learnt = assessed.find(({ condition }) => condition.state === "normal")!;
    expect(dayOf(learnt.condition.timeNs)).toBeCloseTo(1, 1);
    const quiet = assessed.filter(({ condition, prognosis }) => condition.state === "normal" && prognosis.status !== "abstain");
    expect(quiet.every(({ prognosis }) => prognosis.status === "lower_bound" && prognosis.p50S === undefined)).toBe(true);
    expect(Math.min(...quiet.map(({ prognosis }) => prognosis.p10S as number))).toBeGreaterThan(2 * DAY_S);
  });

  test("has its onset once the damage is heard, days before the end, and an interval in days that narrows", () => {
    const estimates = assessed.filter(({ prognosis }) => prognosis.status === "estimate");
    const [first, last] = [estimates[0]!, estimates.at(-1)!];
    expect(dayOf(first.condition.timeNs)).toBeGreaterThan(dayOf(life.truth.damageOnsetNs!));
    expect(endDay - dayOf(first.condition.timeNs)).toBeGreaterThan(2);
    expect(first.prognosis.p90S).toBeGreaterThan(DAY_S);
    expect((last.prognosis.p90S as number) - (last.prognosis.p10S as number)).toBeLessThan(0.2 * (first.prognosis.p90S as number));
    expect(first.condition.onsetNs).not.toBeNull();
  });

  test("has one order, opened at its onset, never due within less than one block of three hours", () => {
    expect(state.workOrders).toHaveLength(1);
    const advised = outputs.flatMap(({ advisory }) => advisory ?? []);
    expect(endDay - dayOf(advised[0]!.timeNs)).toBeGreaterThan(2);
    for (const { timeNs, dueNs } of advised) expect(secondsBetween(timeNs, dueNs)).toBeGreaterThanOrEqual(3 * HOUR_S);
  });
});

describe("a machine of which no time scale is stated", () => {
  const life = simulateLife({ ...SHORT, intervalS: 10, acquisitions: 200 });
  const once = measured(life);

  /** What the pipeline makes of these measurements, taken so far apart. */
  function runEach(intervalS: number, config: AssetConfig) {
    const start = once[0]!.startTimeNs;
    return run(
      once.map((features, i) => ({ ...features, startTimeNs: addSeconds(start, i * intervalS) })),
      config,
    );
  }

  test.each([10, 600])("measured each %i s is assessed as one on an overload rig, to the last digit", (intervalS) => {
    const unstated = runEach(intervalS, life.config);
    expect(unstated).toEqual(runEach(intervalS, { ...life.config, timeScale: "overload_rig" }));
    const statuses = unstated.outputs.map(({ assessment }) => assessment?.prognosis.status);
    expect(statuses).toEqual(expect.arrayContaining(["lower_bound", "estimate"]));
    expect(unstated.state.workOrders).toHaveLength(1);
  });

  test("is judged within minutes: a plant machine is still learnt when the rig's life is over", () => {
    const { outputs } = runEach(10, { ...life.config, timeScale: "plant" });
    expect(outputs.every(({ assessment }) => assessment?.prognosis.status === "abstain")).toBe(true);
  });
});
