import { expect, test } from "@jest/globals";
import type { Acquisition } from "@phm/domain";
import { simulateLife } from "@phm/simulator";
import { type Assessment, assess } from "../assess.js";
import { type AssessmentState, initialAssessmentState } from "../assessment-state.js";
import { createManipulator } from "../manipulate.js";
import { BUILT_IN_MODELS } from "../served-models.js";
import { recomputeAssessment } from "./recompute-assessment.js";

const life = simulateLife({ seed: 3, acquisitions: 40, samples: 2_560, sampleRateHz: 12_800, intervalS: 600 });
const { config } = life;
const models = BUILT_IN_MODELS;

interface Kept {
  readonly acquisition: Acquisition;
  /** As a store gives it back. */
  readonly state: AssessmentState;
  readonly said: Assessment;
}

function keptSteps(): Kept[] {
  let state = initialAssessmentState();
  return [...life.acquisitions()].flatMap((acquisition) => {
    const before = JSON.parse(JSON.stringify(state)) as AssessmentState;
    const [after, said] = assess(state, createManipulator().manipulate(acquisition, config), config, models);
    state = after;
    return said ? [{ acquisition, state: before, said }] : [];
  });
}

test("says of each acquisition of a life what was said, from the waveform and the state before it", () => {
  for (const { acquisition, state, said } of keptSteps()) expect(recomputeAssessment({ acquisition, state, config, models })).toEqual(said);
});

test("says something else of another waveform, and nothing where the state is not of before it", () => {
  const steps = keptSteps();
  const { acquisition, state, said } = steps.at(-1) as Kept;
  const [channel, ...others] = acquisition.channels;
  if (!channel) throw new Error("the simulator gives a channel");
  const louder = { ...acquisition, channels: [{ ...channel, scale: 1.5 * channel.scale }, ...others] };
  expect(recomputeAssessment({ acquisition: louder, state, config, models })).not.toEqual(said);
  const first = (steps[0] as Kept).acquisition;
  expect(recomputeAssessment({ acquisition: first, state, config, models })).toBeNull();
});
