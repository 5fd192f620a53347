import { describe, expect, test } from "@jest/globals";
import { type Acquisition, addSeconds, type RulEstimate } from "@phm/domain";
import { DEFAULT_RUL_MODEL } from "@phm/prognostics";
import { CONFIG, recordingAt, START_NS } from "../test/recordings.js";
import { assess } from "./assess.js";
import { createManipulator } from "./manipulate.js";
import { initialPipelineState, type PipelineState } from "./pipeline-state.js";
import { relearnBaseline } from "./relearn-baseline.js";
import { step } from "./step.js";

const manipulator = createManipulator();
const INTERVAL_S = 10;
type Change = (acquisition: Acquisition, index: number) => Acquisition;

/** A machine that is told of acquisition after acquisition. */
class Machine {
  private index = 0;
  private seconds = 0;
  state: PipelineState = initialPipelineState();

  constructor(private readonly change: Change = (acquisition) => acquisition) {}

  /** Another one with the same past. */
  twin(): Machine {
    return Object.assign(new Machine(this.change), { index: this.index, seconds: this.seconds, state: this.state });
  }

  /** @returns what was said of its remaining life, each time */
  hears(count: number, levelG: number | ((i: number) => number), flat = false): RulEstimate[] {
    return Array.from({ length: count }, (_, i) => {
      const level = typeof levelG === "number" ? levelG : levelG(i);
      const acquisition = this.change(recordingAt(this.index, this.seconds, level, flat), this.index);
      const [next, { assessment }] = step(this.state, acquisition, CONFIG, manipulator);
      this.state = next;
      this.index += 1;
      this.seconds += INTERVAL_S;
      return assessment!.prognosis;
    });
  }

  rests(seconds: number): void {
    this.seconds += seconds;
  }

  isRepaired(): void {
    const atNs = addSeconds(START_NS, this.seconds - 1);
    this.state = { ...this.state, assessment: relearnBaseline(this.state.assessment, atNs) };
  }
}

const QUIET = new Machine();
QUIET.hears(100, 1);
const WORN = QUIET.twin();
WORN.hears(60, (i) => 1.03 ** i);
const quietMachine = () => QUIET.twin();
const wornMachine = () => WORN.twin();
const statuses = (said: readonly RulEstimate[]) => [...new Set(said.map(({ status }) => status))];
const abstention = (reason: string) => ({
  status: "abstain",
  reason: expect.stringContaining(reason),
  reasonZh: expect.stringMatching(/[\u4e00-\u9fff]{6,}/),
});
const hasNoNumber = ({ p10S, p50S, p90S, failureWithin }: RulEstimate) =>
  [p10S, p50S, p90S, failureWithin].every((figure) => figure === undefined);

describe("remaining life, asked of what does not allow an answer", () => {
  test("too little history: no number before the machine's quiet level is learnt", () => {
    const said = new Machine().hears(75, 1);
    expect(said[0]).toMatchObject(abstention("Still learning"));
    expect(said.filter(({ status }) => status === "abstain").every(hasNoNumber)).toBe(true);
    // Ten minutes of quiet at one block a minute.
    expect(said.findIndex(({ status }) => status === "lower_bound")).toBeGreaterThanOrEqual(55);
  });

  test("a gap in the quiet state: the bound stays what it was, as a block is the usual distance and not the longest", () => {
    const machine = quietMachine();
    const before = machine.hears(1, 1)[0]!;
    machine.rests(24 * 3600);
    const after = machine.hears(60, 1);
    expect(after[0]).toMatchObject(abstention("has just started"));
    expect(after.at(-1)).toMatchObject({ status: "lower_bound", p10S: before.p10S });
  });

  test("a restart: a machine that is loud while it warms up gets no estimate of its end", () => {
    const machine = quietMachine();
    machine.rests(3600);
    expect(statuses(machine.hears(60, 3))).not.toContain("estimate");
    expect(machine.state.workOrders).toEqual([]);
  });

  test("a restart of a worn machine: the estimate goes on, in order, without a jump", () => {
    const machine = wornMachine();
    const before = machine.hears(1, 1.03 ** 60)[0]!;
    expect(before.status).toBe("estimate");
    machine.rests(3600);
    const after = machine.hears(30, 1.03 ** 60).filter(({ status }) => status === "estimate");
    expect(after.length).toBeGreaterThan(20);
    for (const { p10S, p50S, p90S } of after) {
      expect(p10S).toBeLessThanOrEqual(p50S as number);
      expect(p50S).toBeLessThanOrEqual(p90S as number);
      expect((p50S as number) / (before.p50S as number)).toBeLessThan(2);
    }
  });

  test("sensors that die: no bound for a quiet machine that nobody hears, no new number for a worn one", () => {
    expect(quietMachine().hears(30, 1, true).at(-1)).toMatchObject(abstention("sensor is faulty"));
    const worn = wornMachine().hears(30, 1, true);
    expect(worn.at(-1)).toMatchObject(abstention("cannot be judged"));
    expect(worn.every(hasNoNumber)).toBe(true);
  });

  test("one of two sensors gone: a level over fewer channels is not compared with one over all", () => {
    const machine = new Machine((acquisition, index) =>
      index < 100 ? acquisition : { ...acquisition, channels: acquisition.channels.slice(1) },
    );
    machine.hears(100, 1);
    expect(machine.hears(20, 1).at(-1)).toMatchObject(abstention("faulty or missing"));
  });

  test("no accelerometer at all: it says so, instead of learning for ever", () => {
    const onlyCurrent = (acquisition: Acquisition): Acquisition => ({
      ...acquisition,
      channels: acquisition.channels.map((channel) => ({ ...channel, quantity: "current", unit: "A" })),
    });
    const said = new Machine(onlyCurrent).hears(80, 1);
    expect(said.at(-1)).toMatchObject(abstention("no accelerometer"));
    expect(statuses(said)).toEqual(["abstain"]);
  });

  test("a repair: life begins anew, and the worn machine's median does not hold back the repaired one's", () => {
    const machine = wornMachine();
    machine.isRepaired();
    expect(machine.state.assessment.trend).toEqual(initialPipelineState().assessment.trend);
    const said = machine.hears(80, 1);
    expect(said[0]).toMatchObject(abstention("Still learning"));
    expect(said.at(-1)?.status).toBe("lower_bound");
  });

  test("a sensor that is swapped and told of: another sensitivity is learnt, and is no rise", () => {
    const machine = quietMachine();
    machine.isRepaired();
    const said = machine.hears(80, 3);
    expect(said[0]).toMatchObject(abstention("Still learning"));
    expect(statuses(said)).toEqual(["abstain", "lower_bound"]);
    expect(machine.state.workOrders).toEqual([]);
  });

  test("a less sensitive sensor that nobody told of: no estimate, and a later rise is still seen over the new level", () => {
    const machine = quietMachine();
    expect(statuses(machine.hears(400, 0.5))).not.toContain("estimate");
    expect(machine.hears(60, (i) => 0.5 * 1.03 ** i).at(-1)?.status).toBe("estimate");
  });

  test("the same signal over and over: figures without any scatter give a bound, and a step of them no number that is none", () => {
    const recorded = recordingAt(1, 0, 1).channels;
    const machine = new Machine((acquisition) => ({
      ...acquisition,
      channels: acquisition.channels.map((channel, i) => ({ ...channel, data: recorded[i]!.data })),
    }));
    expect(machine.hears(80, 1).at(-1)?.status).toBe("lower_bound");
    for (const { p10S, p50S, p90S } of machine.hears(20, 4).filter(({ status }) => status === "estimate")) {
      expect([p10S, p50S, p90S].every((seconds) => Number.isFinite(seconds) && (seconds as number) > 0)).toBe(true);
    }
  });

  test("features that another version has left out: it says that nothing can be judged, and does not fail", () => {
    const features = manipulator.manipulate(recordingAt(0, 0, 1), CONFIG);
    const bare = { ...features, channels: features.channels.map((channel) => ({ ...channel, values: {}, spectra: [] })) };
    const [, assessment] = assess(initialPipelineState().assessment, bare, CONFIG);
    expect(assessment?.prognosis).toMatchObject(abstention("no accelerometer"));
  });

  test("no number without the card of its model: every bound and every estimate names it, and says what it is worth", () => {
    const machine = wornMachine();
    const said = [...quietMachine().hears(1, 1), ...machine.hears(1, 1.03 ** 60)];
    expect(statuses(said)).toEqual(["lower_bound", "estimate"]);
    for (const { model, calibration } of said) {
      expect(model).toBe(DEFAULT_RUL_MODEL.card.model);
      expect(calibration).toMatchObject({ lives: DEFAULT_RUL_MODEL.card.lives });
    }
  });
});
