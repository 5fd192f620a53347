import { describe, expect, test } from "@jest/globals";
import { type Acquisition, acquisitionId, addSeconds, type RulEstimate } from "@phm/domain";
import { type Simulation, simulateHealthy, simulateLife } from "@phm/simulator";
import { createManipulator } from "./manipulate.js";
import { initialPipelineState, type PipelineState } from "./pipeline-state.js";
import { relearnBaseline } from "./relearn-baseline.js";
import { step } from "./step.js";

const manipulator = createManipulator();
/** A fifth of a second each twenty seconds. */
const SHORT = { seed: 3, samples: 2560, sampleRateHz: 12_800, intervalS: 20 };
const SWAP = 40;
const RESCALED = "changed by one factor at all frequencies";

/** The same accelerometers with other ones in their place, whose sensitivity nobody has entered. */
function swapped(acquisition: Acquisition, gain: number, points = 2): Acquisition {
  const channels = acquisition.channels.map((channel, i) =>
    channel.quantity === "acceleration" && i < points && channel.encoding === "i16le"
      ? { ...channel, scale: gain * channel.scale }
      : channel,
  );
  return { ...acquisition, channels };
}

interface Seen {
  readonly state: PipelineState;
  readonly said: readonly RulEstimate[];
}

function run({ config, acquisitions }: Simulation, gain: number, from: number, points = 2): Seen {
  let state = initialPipelineState();
  const said = [...acquisitions()].map((acquisition, i) => {
    const [next, { assessment }] = step(state, i < from ? acquisition : swapped(acquisition, gain, points), config, manipulator);
    state = next;
    return assessment!.prognosis;
  });
  return { state, said };
}

const isRescaled = ({ reason }: RulEstimate): boolean => reason.includes(RESCALED);
const orders = ({ state }: Seen) => state.workOrders.map(({ failureMode }) => failureMode);
const statuses = (said: readonly RulEstimate[]) => [...new Set(said.map(({ status }) => status))];

const HEALTHY = simulateHealthy({ ...SHORT, acquisitions: 85 });
const WEARING = simulateLife({ ...SHORT, acquisitions: 150 });

/** A machine that has worn up to the 132nd acquisition, and then stays as worn as it was in the last six of them. */
const WORN: Simulation = {
  ...WEARING,
  *acquisitions() {
    const life = [...WEARING.acquisitions()].slice(0, 132);
    yield* life;
    for (let i = 132; i < 180; i++) {
      const again = life[126 + (i % 6)] as Acquisition;
      const startTimeNs = addSeconds((life[0] as Acquisition).startTimeNs, i * SHORT.intervalS);
      yield { ...again, id: acquisitionId(`worn-${i}`), startTimeNs };
    }
  },
};

describe("a sensor swapped in mid-life, without notice", () => {
  test.each([2, 0.5, 5])("times %d: no estimate, no order but the sensor's, and a bound again on the new reference", (gain) => {
    const seen = run(HEALTHY, gain, SWAP);
    expect(statuses(seen.said)).toEqual(["abstain", "lower_bound"]);
    const first = seen.said.findIndex(isRescaled);
    expect(first).toBe(SWAP + 3);
    expect(seen.said[first]).toMatchObject({ status: "abstain", reasonZh: expect.stringContaining("同一倍数突变") });
    expect(orders(seen)).toEqual(["sensor_fault"]);
    expect(seen.said.at(-1)?.status).toBe("lower_bound");
  });

  test("one of two sensors is enough, and the order says which", () => {
    const seen = run(HEALTHY, 3, SWAP, 1);
    expect(statuses(seen.said)).not.toContain("estimate");
    expect(orders(seen)).toEqual(["sensor_fault"]);
    const kinds = seen.state.assessment.everFindings.filter(({ failureMode }) => failureMode === "sensor_fault");
    expect(kinds).toMatchObject([{ point: "de-horizontal", reasonEn: expect.stringContaining("one factor at all frequencies") }]);
  });

  test("times 1.3 is too little to be told, and too little to pass for wear", () => {
    const seen = run(HEALTHY, 1.3, SWAP);
    expect(seen.said.some(isRescaled)).toBe(false);
    expect(statuses(seen.said)).not.toContain("estimate");
    expect(orders(seen)).toEqual([]);
  });

  test("wear that comes after the swap is still found", () => {
    expect(orders(run(WEARING, 0.5, SWAP)).filter((mode) => mode !== "sensor_fault")).toHaveLength(1);
  });

  test.each([1, 3])("life %d, which nobody meddles with, is never suspected, from the first day to the last", (seed) => {
    const seen = run(simulateLife({ ...SHORT, seed, samples: 2048, acquisitions: 130 }), 1, 0);
    expect(seen.said.some(isRescaled)).toBe(false);
    expect(seen.said.at(-1)?.status).toBe("estimate");
  });

  test("on a worn machine a fall is told: the order stands and there is no number until somebody tells of a repair", () => {
    const seen = run(WORN, 0.5, 145);
    expect(seen.said[144]?.status).toBe("estimate");
    expect(orders(seen).filter((mode) => mode !== "sensor_fault")).toHaveLength(1);
    expect(seen.said.slice(148).every(isRescaled)).toBe(true);
    const told = relearnBaseline(seen.state.assessment, BigInt(seen.state.assessment.lastNs ?? 0));
    expect(told.sensitivity).toBeUndefined();
  });

  test("swapped back, nothing is suspected any more", () => {
    const gains = simulateHealthy({ ...SHORT, acquisitions: 100 });
    const back = {
      ...gains,
      *acquisitions() {
        for (const [i, acquisition] of [...gains.acquisitions()].entries())
          yield i >= SWAP && i < SWAP + 15 ? swapped(acquisition, 3) : acquisition;
      },
    };
    const { state, said } = run(back, 1, 0);
    expect(said.some(isRescaled)).toBe(true);
    expect(state.assessment.sensitivity?.watched.map(({ suspectedFactor }) => suspectedFactor)).toEqual([null, null]);
    expect(said.at(-1)?.status).toBe("lower_bound");
  });
});
