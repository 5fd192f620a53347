import { normalFrom, seededUniform } from "./seeded-random.js";

/** Where one dense layer lies in the flat parameters: weights (`from` rows of `to`), then one bias for each of `to`. */
export interface DenseLayer {
  readonly from: number;
  readonly to: number;
  readonly weightsAt: number;
  readonly biasAt: number;
}

/** The layers from the inputs over the hidden ones to the outputs. */
export function denseLayers(widths: readonly number[]): readonly DenseLayer[] {
  let at = 0;
  return widths.slice(1).map((to, i) => {
    const from = widths[i] as number;
    const layer = { from, to, weightsAt: at, biasAt: at + from * to };
    at += (from + 1) * to;
    return layer;
  });
}

/** Length of the flat parameters. */
export function parameterCount(layers: readonly DenseLayer[]): number {
  return layers.reduce((sum, { from, to }) => sum + (from + 1) * to, 0);
}

/** The last layer starts small, so that an untrained net says little more than its output bias. */
const OUTPUT_SHARE = 0.1;

/** Normal weights of variance 2 / inputs (He et al. 2015), biases 0 but for those of the last layer. */
export function initialParameters(layers: readonly DenseLayer[], outputBias: readonly number[], seed: number): Float32Array {
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
