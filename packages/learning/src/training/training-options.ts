import { InvalidValue } from "@phm/domain";
import type { Convolution } from "../net/net-layers.js";

/** All that decides a training besides its data: the same options, seed and data give the same weights on one backend. */
export interface TrainingOptions {
  readonly seed: number;
  /** Over the rows of a window, below the hidden layers; none: a dense net. */
  readonly convolutions: readonly Convolution[];
  /** Widths of the dense hidden layers; none: linear in what lies below. */
  readonly hidden: readonly number[];
  /** Most passes over the rows; the rate falls to 0 over them by half a cosine. */
  readonly epochs: number;
  readonly batchRows: number;
  readonly learningRate: number;
  /** Decoupled weight decay, per step and unit of rate. */
  readonly weightDecay: number;
  /** Ends after so many epochs in a row that were no better on the held-out machines. */
  readonly patienceEpochs: number;
}

export const DEFAULT_TRAINING: TrainingOptions = {
  seed: 1,
  convolutions: [],
  hidden: [64, 32],
  epochs: 12,
  batchRows: 256,
  learningRate: 2e-3,
  weightDecay: 1e-3,
  patienceEpochs: 4,
};

const whole = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;

/** @throws InvalidValue naming the option */
export function requireOptions(options: TrainingOptions): void {
  const { seed, convolutions, hidden, epochs, batchRows, learningRate, weightDecay, patienceEpochs } = options;
  if (!whole(seed, 0)) throw new InvalidValue("seed", seed, "a whole number, at least 0");
  if (!whole(epochs, 1)) throw new InvalidValue("epochs", epochs, "a whole number, at least 1");
  if (!whole(batchRows, 1)) throw new InvalidValue("batchRows", batchRows, "a whole number, at least 1");
  if (!whole(patienceEpochs, 1)) throw new InvalidValue("patienceEpochs", patienceEpochs, "a whole number, at least 1");
  if (!(learningRate > 0 && learningRate < 1)) throw new InvalidValue("learningRate", learningRate, "above 0 and below 1");
  if (!(weightDecay >= 0 && weightDecay < 1)) throw new InvalidValue("weightDecay", weightDecay, "at least 0 and below 1");
  for (const size of convolutions.flatMap(({ kernel, stride, filters }) => [kernel, stride, filters])) {
    if (!whole(size, 1)) throw new InvalidValue("convolutions", size, "whole numbers, at least 1");
  }
  for (const width of hidden) if (!whole(width, 1)) throw new InvalidValue("hidden", width, "whole numbers, at least 1");
}
