import { expect, test } from "@jest/globals";
import { type AssetConfig, addSeconds } from "@phm/domain";
import { designLife } from "@phm/prognostics";
import { CONFIG, recordingAt, START_NS } from "../test/recordings.js";
import { createManipulator } from "./manipulate.js";
import { initialPipelineState } from "./pipeline-state.js";
import { step } from "./step.js";

const YEARS_S = 365 * 86_400;
/** The same machine so many years after commissioning, with all that design life asks for. */
const dated = (years: number): AssetConfig => ({
  ...CONFIG,
  radialLoadN: 5_000,
  commissionedAtNs: addSeconds(START_NS, -years * YEARS_S),
  runningHours: { hours: years * 8_000, asOfNs: START_NS },
  points: CONFIG.points.map((point) => ({ ...point, bearing: { ...point.bearing, dynamicLoadRatingKn: 60, fatigueExponent: 3 } })),
});

function lifeOf(config: AssetConfig) {
  const manipulator = createManipulator();
  let state = initialPipelineState();
  return Array.from({ length: 110 }, (_, i) => {
    const recording = recordingAt(i, i * 60, i < 60 ? 1 : 1.05 ** (i - 60));
    const [next, outputs] = step(state, recording, config, manipulator);
    state = next;
    return outputs;
  });
}

test("an estimate of remaining life, and all that follows from it, is the same with and without a design life that is used up", () => {
  const without = lifeOf(CONFIG);
  const statuses = new Set(without.map(({ assessment }) => assessment?.prognosis.status));
  expect([...statuses]).toEqual(expect.arrayContaining(["estimate", "lower_bound"]));
  expect(designLife(dated(30), START_NS).bearings[0]?.figures?.usedRatio).toBeGreaterThan(1);
  expect(lifeOf(dated(30))).toEqual(without);
});
