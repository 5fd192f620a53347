import { beforeAll, describe, expect, test } from "@jest/globals";
import type { FeatureVector } from "@phm/domain";
import { DEFAULT_RUL_MODEL, type RulModelDocument, type ServedModel } from "@phm/prognostics";
import { type Simulation, simulateLife } from "@phm/simulator";
import { type Assessment, assess } from "./assess.js";
import { type AssessmentState, initialAssessmentState } from "./assessment-state.js";
import { seededUniform } from "./evaluate/rul/rul-recipes.js";
import { createManipulator } from "./manipulate.js";
import { openServedModel } from "./open-served-model.js";
import { BUILT_IN_MODELS, type ServedModels } from "./served-models.js";

const { champion } = BUILT_IN_MODELS;
/** A model that says otherwise: the same inputs, wider intervals, later ends. */
function otherModel(model: string, marginLn: number): ServedModel {
  const { card, calibration, fitted } = DEFAULT_RUL_MODEL;
  const later = { ...fitted, weights: [3] };
  return openServedModel({
    ...DEFAULT_RUL_MODEL,
    card: { ...card, model },
    calibration: { ...calibration, marginLn },
    fitted: later,
  } as RulModelDocument);
}
const CHALLENGER = otherModel("challenger-1", 0.2);
const OTHER = otherModel("challenger-2", 0.4);

interface Machine {
  readonly life: Simulation;
  readonly features: readonly FeatureVector[];
}
let machines: Machine[];

beforeAll(() => {
  const { manipulate } = createManipulator();
  machines = [1, 2, 3].map((seed) => {
    const life = simulateLife({ seed, acquisitions: 90, samples: 2048, sampleRateHz: 12_800, intervalS: 20, asset: `pump-${seed}` });
    return { life, features: [...life.acquisitions()].map((acquisition) => manipulate(acquisition, life.config)) };
  });
}, 30_000);

/** What is said of machines that are assessed in this order of turns. */
function run(turns: readonly (readonly [machine: number, acquisition: number])[], modelsOf: (acquisition: number) => ServedModels) {
  const states = new Map<number, AssessmentState>();
  const said = machines.map((): Assessment[] => []);
  for (const [m, a] of turns) {
    const { life, features } = machines[m] as Machine;
    const before = states.get(m) ?? initialAssessmentState();
    const [after, assessment] = assess(before, features[a] as FeatureVector, life.config, modelsOf(a));
    states.set(m, JSON.parse(JSON.stringify(after)));
    if (assessment) said[m]?.push(assessment);
  }
  return said;
}

const COUNT = 90;
const oneByOne = () => machines.flatMap((_, m) => Array.from({ length: COUNT }, (_unused, a) => [m, a] as const));
const inTurns = () => Array.from({ length: COUNT }, (_, a) => machines.map((_unused, m) => [m, a] as const)).flat();
function shuffled(): (readonly [number, number])[] {
  const random = seededUniform(5);
  const next = machines.map(() => 0);
  return inTurns().map(() => {
    const open = next.flatMap((a, m) => (a < COUNT ? [m] : []));
    const m = open[Math.floor(random() * open.length)] as number;
    next[m] = (next[m] as number) + 1;
    return [m, (next[m] as number) - 1] as const;
  });
}
const withoutShadow = (said: Assessment[][]) => said.map((each) => each.map(({ shadow: _, ...published }) => published));
const statuses = (said: Assessment[][]) => new Set(said.flat().map(({ prognosis }) => prognosis.status));

describe("a challenger in shadow", () => {
  test("changes nothing of what is said: with it and without it every assessment is the same", () => {
    const alone = run(oneByOne(), () => ({ champion }));
    const shadowed = run(oneByOne(), () => ({ champion, challenger: CHALLENGER }));
    expect(statuses(alone)).toEqual(new Set(["abstain", "lower_bound", "estimate"]));
    expect(withoutShadow(shadowed)).toEqual(alone);
    expect(alone.flat().some((assessment) => "shadow" in assessment)).toBe(false);
    expect(shadowed.flat().every(({ shadow }) => shadow?.model === "challenger-1")).toBe(true);
  });

  test("says what it would say as champion, on the same acquisitions, whatever the order and the size of batches", () => {
    const asChampion = run(oneByOne(), () => ({ champion: CHALLENGER }));
    const wanted = asChampion.map((each) => each.map(({ prognosis }) => prognosis));
    for (const turns of [oneByOne(), inTurns(), shuffled()]) {
      const said = run(turns, () => ({ champion, challenger: CHALLENGER }));
      expect(said.map((each) => each.map(({ shadow }) => shadow))).toEqual(wanted);
    }
    expect(statuses(asChampion)).toContain("estimate");
  });

  test("another challenger begins without the memory of the one before", () => {
    const changed = run(oneByOne(), (a) => ({ champion, challenger: a < 70 ? OTHER : CHALLENGER }));
    const fresh = run(oneByOne(), (a) => (a < 70 ? { champion } : { champion, challenger: CHALLENGER }));
    const late = (said: Assessment[][]) => said.map((each) => each.slice(70).map(({ shadow }) => shadow));
    expect(late(changed)).toEqual(late(fresh));
  });
});

describe("a promotion between two acquisitions", () => {
  test.each([10, 60, 75, 85])("before acquisition %i leaves the state valid: nothing but the estimates is another", (at) => {
    const before = run(inTurns(), () => ({ champion }));
    const promoted = run(inTurns(), (a) => (a < at ? { champion, challenger: CHALLENGER } : { champion: CHALLENGER }));
    const apart = (said: Assessment[][]) => said.map((each) => each.map(({ condition, health }) => ({ condition, health })));
    expect(apart(promoted)).toEqual(apart(before));
    for (const said of promoted) {
      expect(said).toHaveLength(COUNT);
      expect(said.map(({ prognosis }) => prognosis.model)).toEqual(said.map((_, a) => (a < at ? "overload-rig-1" : "challenger-1")));
    }
  });
});
