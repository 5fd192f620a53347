import { InvalidValue } from "@phm/domain";
import { float32OfText, textOfFloat32 } from "../net/float32-text.js";
import { type AdamMemory, adamMemory } from "./adam.js";
import type { TrainingOptions } from "./training-options.js";

/** Where a training stands between two epochs. */
export interface TrainingState {
  /** Epochs done. */
  epoch: number;
  readonly parameters: Float32Array;
  readonly adam: AdamMemory;
  /** The parameters that did best on the held-out machines, and how well. */
  readonly best: Float32Array;
  bestLoss: number;
  bestEpoch: number;
}

/** A training that can be taken up again, ending in the same weights as one that was never stopped. Plain JSON. */
export interface TrainingCheckpoint {
  readonly format: "phm-training/1";
  readonly options: TrainingOptions;
  /** Of the training and held-out rows: a training is not taken up on other data. */
  readonly dataHash: string;
  readonly epoch: number;
  readonly parameters: string;
  readonly adam: { readonly steps: number; readonly mean: string; readonly square: string };
  readonly best: string;
  /** null before the first epoch. */
  readonly bestLoss: number | null;
  readonly bestEpoch: number;
}

export function freshState(parameters: Float32Array): TrainingState {
  return {
    epoch: 0,
    parameters,
    adam: adamMemory(parameters.length),
    best: parameters.slice(),
    bestLoss: Number.POSITIVE_INFINITY,
    bestEpoch: 0,
  };
}

export function checkpointOf(state: TrainingState, options: TrainingOptions, dataHash: string): TrainingCheckpoint {
  const { epoch, parameters, adam, best, bestLoss, bestEpoch } = state;
  return {
    format: "phm-training/1",
    options,
    dataHash,
    epoch,
    parameters: textOfFloat32(parameters),
    adam: { steps: adam.steps, mean: textOfFloat32(adam.mean), square: textOfFloat32(adam.square) },
    best: textOfFloat32(best),
    bestLoss: Number.isFinite(bestLoss) ? bestLoss : null,
    bestEpoch,
  };
}

/** @throws InvalidValue when it is damaged, or was made with other options, data or net */
export function stateOf(checkpoint: TrainingCheckpoint, options: TrainingOptions, dataHash: string, parameters: number): TrainingState {
  const foreign = (field: string, value: unknown, limit: string) =>
    new InvalidValue(`checkpoint.${field}`, value, limit, "foreign_checkpoint");
  if (checkpoint?.format !== "phm-training/1") throw foreign("format", checkpoint?.format, "phm-training/1");
  for (const name of Object.keys(options) as (keyof TrainingOptions)[]) {
    const [made, asked] = [JSON.stringify(checkpoint.options?.[name]), JSON.stringify(options[name])];
    if (made !== asked) throw foreign(`options.${name}`, made, `${asked}, as asked for`);
  }
  if (checkpoint.dataHash !== dataHash) throw foreign("dataHash", checkpoint.dataHash, `${dataHash}, that of the data given`);
  const { epoch, adam, bestLoss, bestEpoch } = checkpoint;
  const counts = { epoch, bestEpoch, "adam.steps": adam?.steps };
  for (const [name, value] of Object.entries(counts)) {
    if (!(Number.isInteger(value) && value >= 0)) throw foreign(name, value, "a whole number, at least 0");
  }
  if (!(bestLoss === null || Number.isFinite(bestLoss))) throw foreign("bestLoss", bestLoss, "a number or null");
  return {
    epoch,
    parameters: float32OfText(checkpoint.parameters, parameters, "checkpoint.parameters"),
    adam: {
      steps: adam.steps,
      mean: float32OfText(adam.mean, parameters, "checkpoint.adam.mean"),
      square: float32OfText(adam.square, parameters, "checkpoint.adam.square"),
    },
    best: float32OfText(checkpoint.best, parameters, "checkpoint.best"),
    bestLoss: bestLoss ?? Number.POSITIVE_INFINITY,
    bestEpoch,
  };
}
