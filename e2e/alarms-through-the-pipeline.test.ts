import { describe, expect, test } from "@jest/globals";
import { type Acquisition, pointId, SENSOR_FAULTS } from "@phm/domain";
import { createManipulator, initialPipelineState, type PipelineState, relearnBaseline, type StepOutputs, step } from "@phm/pipeline";
import { type OperatingKnot, type Simulation, simulateHealthy, simulateLife } from "@phm/simulator";

const manipulator = createManipulator();
/** A fifth of a second of signal each twenty seconds: enough for levels, and quick. */
const SHORT = { seed: 1, samples: 2560, sampleRateHz: 12_800, intervalS: 20 };

interface Run {
  readonly state: PipelineState;
  readonly outputs: readonly StepOutputs[];
}

function run({ config, acquisitions }: Simulation, told = (acquisition: Acquisition) => acquisition, from = initialPipelineState()): Run {
  let state = from;
  const outputs = [...acquisitions()].map((acquisition) => {
    const [next, output] = step(state, told(acquisition), config, manipulator);
    state = next;
    return output;
  });
  return { state, outputs };
}

const events = ({ outputs }: Run): string[] => outputs.flatMap(({ alarm }) => alarm.map(({ event }) => event));
const orders = ({ state }: Run) => state.workOrders.map(({ failureMode }) => failureMode);

/** The same acquisition of a machine of which nobody knows speed or load. */
function blind({ speedRpm: _speed, loadN: _load, ...acquisition }: Acquisition): Acquisition {
  return { ...acquisition, channels: acquisition.channels.filter(({ quantity }) => quantity !== "current") };
}
const currentAlone = ({ loadN: _, ...acquisition }: Acquisition): Acquisition => acquisition;

const RAMP: readonly OperatingKnot[] = [
  { acquisition: 50, speedShare: 0.4 },
  { acquisition: 80, speedShare: 1.1 },
];
const LOAD_STEPS: readonly OperatingKnot[] = [
  { acquisition: 50, loadShare: 0.3 },
  { acquisition: 51, loadShare: 1 },
  { acquisition: 100, loadShare: 1 },
  { acquisition: 101, loadShare: 0.3 },
];

describe("a change of speed or load", () => {
  test.each([
    ["a speed ramp", RAMP],
    ["load steps", LOAD_STEPS],
  ])("%s raises no alarm and no order; the same signal without speed and load would", (_, profile) => {
    const simulation = simulateHealthy({ ...SHORT, acquisitions: 130, profile });
    const seen = run(simulation);
    expect(events(seen)).toEqual([]);
    expect(orders(seen)).toEqual([]);
    expect(events(run(simulation, blind))).toContain("raised");
  });

  test("where nobody states the load, the motor's current tells it", () => {
    expect(events(run(simulateHealthy({ ...SHORT, acquisitions: 130, profile: LOAD_STEPS }), currentAlone))).toEqual([]);
  });

  test("bearing wear is found under a load that changes all the time", () => {
    const profile = Array.from({ length: 80 }, (_, i) => ({ acquisition: 3 * i, loadShare: (i >> 1) % 2 === 0 ? 1 : 0.5 }));
    const life = run(simulateLife({ ...SHORT, acquisitions: 240, profile }));
    expect(events(life)[0]).toBe("raised");
    expect(life.outputs.slice(0, 110).flatMap(({ alarm }) => alarm)).toEqual([]);
  });
});

describe("bearing wear", () => {
  const life = run(simulateLife({ ...SHORT, acquisitions: 150 }));

  test("raises the alarm once it is audible, and ends unacknowledged, worse than it began", () => {
    const first = life.outputs.findIndex(({ alarm }) => alarm.length > 0);
    expect(first).toBeGreaterThan(70);
    expect(first).toBeLessThan(125);
    expect(life.outputs[first]?.alarm[0]).toMatchObject({ event: "raised", from: "normal", to: "unacknowledged" });
    expect(life.state.alarm).toMatchObject({ state: "unacknowledged", condition: "alarm", active: true });
  });

  test("a repaired machine is learnt anew: its new normal raises nothing", () => {
    const lastNs = BigInt(life.state.assessment.lastNs ?? 0);
    const repaired = { ...life.state, assessment: relearnBaseline(life.state.assessment, lastNs), workOrders: [] };
    expect(relearnBaseline(repaired.assessment, lastNs)).toEqual(repaired.assessment);
    const later = simulateHealthy({ ...SHORT, seed: 2, acquisitions: 60, startTime: "2026-04-02T06:00:00Z" });
    const after = run(later, undefined, repaired);
    expect(events(after)).toEqual(["cleared"]);
    expect(after.state.assessment.condition?.state).toBe("normal");
    expect(after.outputs.every(({ advisory }) => advisory === null)).toBe(true);
  });
});

describe("a faulty sensor", () => {
  /** A ski slope shows on four seconds and more. */
  const LONG = { samples: 34_000, sampleRateHz: 8000 };

  /** Faults that no single acquisition shows. */
  const ACROSS_ACQUISITIONS: ReadonlySet<string> = new Set(["missing_channel", "sensitivity_step"]);

  test.each(SENSOR_FAULTS)("%s raises a sensor order and no machine alarm", (kind) => {
    const brokenSensor = { kind, fromAcquisition: 22 };
    const options = {
      ...SHORT,
      ...(kind === "ski_slope" ? LONG : {}),
      acquisitions: kind === "ski_slope" ? 34 : kind === "sensitivity_step" ? 36 : 28,
      brokenSensor,
    };
    const seen = run(simulateHealthy(options));
    const found = seen.outputs.slice(22).flatMap(({ features }) => features.channels.flatMap(({ sensorFaults }) => sensorFaults));
    if (!ACROSS_ACQUISITIONS.has(kind)) expect(found.map((fault) => fault.kind)).toContain(kind);
    expect(orders(seen)).toEqual(["sensor_fault"]);
    expect(events(seen)).toEqual(["suppressed"]);
    expect(seen.state.assessment.sensors.map(({ fault }) => fault.kind)).toContain(kind);
    expect(seen.state.assessment.sensors.map(({ point }) => point)).toContain(pointId("de-horizontal"));
  });
});
