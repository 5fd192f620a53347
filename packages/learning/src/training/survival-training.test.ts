import { beforeAll, describe, expect, test } from "@jest/globals";
import { openBackend, type TensorBackend } from "../backend/tensor-backend.js";
import { normalFrom, seededUniform } from "../net/seeded-random.js";
import { openSurvivalNet } from "../net/survival-scorer.js";
import { joinedRows, type SurvivalRows } from "./survival-rows.js";
import { SurvivalTraining } from "./survival-training.js";
import type { TrainingCheckpoint } from "./training-checkpoint.js";
import type { TrainingOptions } from "./training-options.js";

const HORIZONS = [5, 10, 20, 40];
const OPTIONS: TrainingOptions = {
  seed: 4,
  convolutions: [],
  hidden: [12],
  epochs: 6,
  batchRows: 32,
  learningRate: 0.02,
  weightDecay: 1e-3,
  patienceEpochs: 6,
};

/** A life of 60 steps whose first input tells the remaining time and whose second is noise. */
function life(seed: number): SurvivalRows {
  const normal = normalFrom(seededUniform(seed));
  const remaining = Float64Array.from({ length: 60 }, (_, row) => 59 - row);
  const x = Float64Array.from({ length: 120 }, (_, i) =>
    i % 2 === 0 ? Math.log(1 + (remaining[i / 2] as number)) + 0.1 * normal() : normal(),
  );
  return { x, remaining, weight: new Float64Array(60).fill(1 / 60) };
}
const lives = (from: number, count: number) => joinedRows(Array.from({ length: count }, (_, i) => life(from + i)));
const TASK = { inputs: ["wear", "noise"], horizons: HORIZONS, rows: lives(1, 8), heldOut: lives(100, 3) };

describe("training a survival net", () => {
  let backend: TensorBackend;
  beforeAll(async () => {
    backend = await openBackend();
  });
  const start = (options: Partial<TrainingOptions> = {}, checkpoint?: TrainingCheckpoint, task = TASK) =>
    new SurvivalTraining(backend, task, { ...OPTIONS, ...options }, checkpoint);
  const trained = (options?: Partial<TrainingOptions>) => {
    const training = start(options);
    const reports = [];
    while (!training.finished) reports.push(training.runEpoch());
    return { net: training.net(), reports };
  };

  test("learns what its inputs tell of the remaining time", () => {
    const { net, reports } = trained();
    expect(reports.at(-1)?.heldOutLoss).toBeLessThan(0.8 * (reports[0]?.heldOutLoss as number));
    const { score } = openSurvivalNet(net);
    expect(score([Math.log(3), 0])[0]).toBeGreaterThan(0.8);
    expect(score([Math.log(50), 0])[2]).toBeLessThan(0.2);
  });

  test("the same seed gives the same weights, another seed others", () => {
    expect(trained().net).toEqual(trained().net);
    expect(trained({ seed: 5 }).net.parameters).not.toBe(trained().net.parameters);
  });

  test.each([0, 3, 6])("stopped after %i epochs and taken up from JSON, it ends in the same weights", (epochs) => {
    const stopped = start();
    for (let epoch = 0; epoch < epochs; epoch++) stopped.runEpoch();
    const resumed = start({}, JSON.parse(JSON.stringify(stopped.checkpoint())));
    while (!resumed.finished) resumed.runEpoch();
    expect(resumed.net()).toEqual(trained().net);
  });

  test("stops when the held-out machines have had enough, and keeps the net that did best on them", () => {
    const noise = { ...TASK, heldOut: { ...TASK.heldOut, remaining: TASK.heldOut.remaining.slice().reverse() } };
    const training = start({ epochs: 50, patienceEpochs: 2 }, undefined, noise);
    const losses: number[] = [];
    while (!training.finished) losses.push(training.runEpoch().heldOutLoss);
    expect(losses.length).toBeLessThan(50);
    const best = losses.indexOf(Math.min(...losses));
    expect(losses.length - 1 - best).toBe(2);
    const again = start({ epochs: 50, patienceEpochs: 2 }, undefined, noise);
    for (let epoch = 0; epoch <= best; epoch++) again.runEpoch();
    expect(training.net()).toEqual(again.net());
  });

  test("an input that never changes neither breaks nor moves it", () => {
    const constant = (rows: SurvivalRows): SurvivalRows => ({ ...rows, x: rows.x.map((value, i) => (i % 2 === 0 ? value : 7)) });
    const training = start({}, undefined, { ...TASK, rows: constant(TASK.rows), heldOut: constant(TASK.heldOut) });
    while (!training.finished) training.runEpoch();
    const cdf = openSurvivalNet(training.net()).score([1, 7]);
    for (const p of cdf) expect(Number.isFinite(p)).toBe(true);
  });

  test.each([
    ["options", { learningRate: 0.01 }, {}, /options.learningRate/],
    ["a seed", { seed: 9 }, {}, /options.seed/],
    ["a format", {}, { format: "phm-training/9" }, /checkpoint.format/],
    ["data", {}, { dataHash: "00000000" }, /dataHash/],
    ["an epoch", {}, { epoch: -1 }, /checkpoint.epoch/],
    ["weights", {}, { parameters: "AAAA" }, /checkpoint.parameters/],
    ["a memory", {}, { adam: { steps: 1, mean: "", square: "" } }, /checkpoint.adam.mean/],
  ])("a checkpoint with %s of another training is refused by name", (_, options, change, message) => {
    const checkpoint = { ...start().checkpoint(), ...change } as TrainingCheckpoint;
    expect(() => start(options, checkpoint)).toThrow(message);
  });

  test("rows that are not numbers, and options out of range, are refused by name", () => {
    const damaged = { ...TASK, rows: { ...TASK.rows, x: TASK.rows.x.map((value, i) => (i === 5 ? Number.NaN : value)) } };
    expect(() => start({}, undefined, damaged)).toThrow(/training.x\[2, 1\]/);
    expect(() => start({}, undefined, { ...TASK, heldOut: joinedRows([]) })).toThrow(/heldOut rows/);
    expect(() => start({ epochs: 0 })).toThrow(/epochs/);
    expect(() => start({ seed: 1.5 })).toThrow(/seed/);
    expect(() => start({ hidden: [0] })).toThrow(/hidden/);
  });
});
