import { describe, expect, test } from "@jest/globals";
import type { Acquisition } from "@phm/domain";
import fc from "fast-check";
import { CONFIG, recordingAt } from "../test/recordings.js";
import { analysisLine } from "./analysis-line.js";
import { createManipulator } from "./manipulate.js";
import { initialPipelineState, type PipelineState } from "./pipeline-state.js";
import { type StepOutputs, step } from "./step.js";
import { loadWorkOrder, storeWorkOrder } from "./stored-work-order.js";
import { summariseAssessment } from "./summarise-assessment.js";

const manipulator = createManipulator();

function run(acquisitions: readonly Acquisition[], from = initialPipelineState()): { state: PipelineState; outputs: StepOutputs[] } {
  let state = from;
  const outputs = acquisitions.map((acquisition) => {
    const [next, output] = step(state, acquisition, CONFIG, manipulator);
    state = next;
    return output;
  });
  return { state, outputs };
}

/** Quiet for 100 acquisitions, then rising by 3 % each. */
const life = (intervalS: number, count = 200): Acquisition[] =>
  Array.from({ length: count }, (_, i) => recordingAt(i, i * intervalS, i < 100 ? 1 : 1.03 ** (i - 100)));

describe("pipeline step", () => {
  test.each([10, 300])("a life that wears out ends in exactly one work order, sampled each %i s", (intervalS) => {
    const { state, outputs } = run(life(intervalS));
    expect(state.workOrders).toHaveLength(1);
    expect(state.workOrders[0]).toMatchObject({ failureMode: "degradation_general", component: "bearing", tier: "act_now", state: "open" });
    expect(outputs.flatMap((output) => output.alarm)[0]).toMatchObject({ event: "raised", to: "unacknowledged", condition: "alert" });
    expect(outputs.slice(0, 100).every((output) => output.advisory === null)).toBe(true);
    expect(summariseAssessment(state.assessment)).toMatchObject({
      acquisitions: 200,
      condition: { state: "alarm" },
      rul: { status: "estimate" },
      everFindings: [{ failureMode: "degradation_general" }],
    });
  });

  test("a quiet life says nothing, and of its remaining life only a lower bound", () => {
    const { state, outputs } = run(Array.from({ length: 150 }, (_, i) => recordingAt(i, i * 10, 1)));
    expect(outputs.every((output) => output.advisory === null)).toBe(true);
    expect(summariseAssessment(state.assessment)).toMatchObject({
      condition: { state: "normal" },
      onset: null,
      findings: [],
      rul: { status: "lower_bound", p50S: null, p90S: null },
    });
  });

  test("dead sensors raise one sensor order and no machine alarm", () => {
    const quiet = Array.from({ length: 100 }, (_, i) => recordingAt(i, i * 10, 1));
    const dead = Array.from({ length: 30 }, (_, i) => recordingAt(100 + i, 1000 + i * 10, 1, true));
    const { state, outputs } = run([...quiet, ...dead]);
    expect(state.assessment.condition?.state).toBe("sensor_fault");
    expect(state.workOrders.map((order) => order.failureMode)).toEqual(["sensor_fault"]);
    expect(outputs.flatMap((output) => output.alarm.map(({ event }) => event))).toEqual(["suppressed"]);
  });

  test("a JSON round trip of the state at any point changes nothing", () => {
    const acquisitions = life(10, 150);
    const whole = run(acquisitions).state;
    for (const cut of [1, 95, 130]) {
      const before = run(acquisitions.slice(0, cut)).state;
      const restored = JSON.parse(JSON.stringify(before)) as PipelineState;
      expect(restored).toEqual(before);
      expect(run(acquisitions.slice(cut), restored).state).toEqual(whole);
    }
  });

  test("a late acquisition is counted and changes nothing else", () => {
    const { state } = run(life(10, 120));
    const [after, output] = step(state, recordingAt(999, 500, 9), CONFIG, manipulator);
    expect(output.assessment).toBeNull();
    expect(after).toEqual({ ...state, assessment: { ...state.assessment, late: 1 } });
  });

  test("the state stays under 20 kB however the levels go", () => {
    const level = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(level, { minLength: 150, maxLength: 250 }), (levels) => {
        const { state } = run(levels.map((levelG, i) => recordingAt(i, i * 20, levelG)));
        expect(new TextEncoder().encode(JSON.stringify(state)).length).toBeLessThan(20_000);
        expect(state.workOrders.length).toBeLessThanOrEqual(2);
        expect(JSON.stringify(analysisLine(state, CONFIG))).not.toContain("NaN");
      }),
      { numRuns: 4 },
    );
  });

  test("a stored work order is the work order", () => {
    const [opened] = run(life(10)).outputs.flatMap((output) => output.workOrder ?? []);
    expect(loadWorkOrder(JSON.parse(JSON.stringify(storeWorkOrder(opened!))))).toEqual(opened);
  });
});
