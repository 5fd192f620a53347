import { InvalidValue } from "@phm/domain";
import { normalFrom, seededUniform } from "./seeded-random.js";

/** A convolution along time: the same weights over every `kernel` readings, from one place to the next by `stride`, rectified. */
export interface Convolution {
  readonly kernel: number;
  readonly stride: number;
  readonly filters: number;
}

/** What a net is built of, from its inputs to its outputs. */
export interface NetShape {
  /** Values of one reading. */
  readonly channels: number;
  /** Readings that are looked at together, the latest last; 1 for a net on features. */
  readonly window: number;
  readonly convolutions: readonly Convolution[];
  /** Widths of the dense hidden layers behind them. */
  readonly hidden: readonly number[];
  readonly outputs: number;
}

/**
 * One layer in the flat parameters: weights (`from` rows of `to`), then one bias for each of `to`. It is applied at `places` of the row
 * below, the first at `first`, each next one `step` values on; a dense layer has one place, which is the whole row.
 */
export interface NetLayer {
  readonly from: number;
  readonly to: number;
  readonly places: number;
  readonly first: number;
  readonly step: number;
  /** Values of a row below. */
  readonly below: number;
  readonly weightsAt: number;
  readonly biasAt: number;
}

/** Places are laid from the latest reading back: where they do not come out even, the oldest readings are left out. */
function convolved(time: number, depth: number, { kernel, stride, filters }: Convolution, weightsAt: number): NetLayer {
  if (kernel > time)
    throw new InvalidValue("convolutions.kernel", kernel, `at most ${time}, the length of what lies below`, "foreign_model");
  const places = 1 + Math.floor((time - kernel) / stride);
  const first = (time - kernel - (places - 1) * stride) * depth;
  const [from, step, below] = [kernel * depth, stride * depth, time * depth];
  return { from, to: filters, places, first, step, below, weightsAt, biasAt: weightsAt + from * filters };
}

/** The layers from the inputs over the convolutions and the hidden layers to the outputs. @throws InvalidValue where a kernel does not fit */
export function netLayers({ channels, window, convolutions, hidden, outputs }: NetShape): readonly NetLayer[] {
  const layers: NetLayer[] = [];
  let [time, depth, at] = [window, channels, 0];
  const add = (layer: NetLayer): void => {
    layers.push(layer);
    [time, depth, at] = [layer.places, layer.to, layer.biasAt + layer.to];
  };
  for (const convolution of convolutions) add(convolved(time, depth, convolution, at));
  for (const filters of [...hidden, outputs]) add(convolved(time, depth, { kernel: time, stride: 1, filters }, at));
  return layers;
}

/** Length of the flat parameters. */
export function parameterCount(layers: readonly NetLayer[]): number {
  return layers.reduce((sum, { from, to }) => sum + (from + 1) * to, 0);
}

/** The last layer starts small, so that an untrained net says little more than its output bias. */
const OUTPUT_SHARE = 0.1;

/** Normal weights of variance 2 / inputs (He et al. 2015), biases 0 but for those of the last layer. */
export function initialParameters(layers: readonly NetLayer[], outputBias: readonly number[], seed: number): Float32Array {
  const normal = normalFrom(seededUniform(seed));
  const parameters = new Float32Array(parameterCount(layers));
  layers.forEach(({ from, to, weightsAt, biasAt }, i) => {
    const last = i === layers.length - 1;
    const deviation = Math.sqrt(2 / from) * (last ? OUTPUT_SHARE : 1);
    for (let w = 0; w < from * to; w++) parameters[weightsAt + w] = deviation * normal();
    if (last) parameters.set(outputBias, biasAt);
  });
  return parameters;
}
