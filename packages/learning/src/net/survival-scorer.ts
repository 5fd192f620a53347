import { InvalidValue } from "@phm/domain";
import { float32OfText } from "./float32-text.js";
import { type NetLayer, netLayers, parameterCount } from "./net-layers.js";
import { probabilitiesInPlace } from "./survival-head.js";
import { requireSurvivalNet, type SurvivalNet, shapeOf } from "./survival-net.js";

/** A net ready to score. */
export interface SurvivalScorer {
  readonly net: SurvivalNet;
  /**
   * P(remaining life <= h) at each horizon, never falling. `x` holds the raw inputs in order, read from `at` on: one row of them, or the
   * rows of a window.
   * @throws InvalidValue naming an input that is not there or no number
   */
  score(x: ArrayLike<number>, at?: number): Float64Array;
}

/** Named once: a global looked up in the inner loop costs more than the arithmetic wherever modules run in a context of their own. */
const { max, min } = Math;

/** One place of one layer. Four inputs at a time: half the loads and stores of one at a time, which is twice as fast. */
function addPlace(x: Float64Array, at: number, { from, to, weightsAt }: NetLayer, parameters: Float32Array, sums: Float64Array): void {
  let i = 0;
  for (; i + 3 < from; i += 4) {
    const x0 = x[at + i] as number;
    const x1 = x[at + i + 1] as number;
    const x2 = x[at + i + 2] as number;
    const x3 = x[at + i + 3] as number;
    const w0 = weightsAt + i * to;
    const w1 = w0 + to;
    const w2 = w1 + to;
    const w3 = w2 + to;
    for (let j = 0; j < to; j++) {
      sums[j] =
        (sums[j] as number) +
        x0 * (parameters[w0 + j] as number) +
        x1 * (parameters[w1 + j] as number) +
        x2 * (parameters[w2 + j] as number) +
        x3 * (parameters[w3 + j] as number);
    }
  }
  for (; i < from; i++) {
    const value = x[at + i] as number;
    for (let j = 0; j < to; j++) sums[j] = (sums[j] as number) + value * (parameters[weightsAt + i * to + j] as number);
  }
}

function layerRow(x: Float64Array, layer: NetLayer, parameters: Float32Array, relu: boolean): Float64Array {
  const { to, places, first, step, biasAt } = layer;
  const bias = parameters.subarray(biasAt, biasAt + to);
  const row = new Float64Array(places * to);
  for (let place = 0; place < places; place++) {
    const sums = places === 1 ? row : row.subarray(place * to, (place + 1) * to);
    sums.set(bias);
    addPlace(x, first + place * step, layer, parameters, sums);
  }
  if (relu) for (let j = 0; j < row.length; j++) row[j] = max(0, row[j] as number);
  return row;
}

/**
 * Opens a net for scoring in plain typed arrays: serving needs no TensorFlow, and a row's answer does not depend on its neighbours.
 * @throws InvalidValue naming the field when the document is damaged or of another kind
 */
export function openSurvivalNet(net: SurvivalNet): SurvivalScorer {
  requireSurvivalNet(net);
  const shape = shapeOf(net);
  const layers = netLayers(shape);
  const parameters = float32OfText(net.parameters, parameterCount(layers), "parameters");
  const mean = Float64Array.from(net.normalisation.mean);
  const perScale = Float64Array.from(net.normalisation.scale, (scale) => 1 / scale);
  const { clip } = net.normalisation;
  const normalised = (x: ArrayLike<number>, at: number): Float64Array => {
    const row = new Float64Array(shape.window * mean.length);
    for (let i = 0; i < row.length; ) {
      for (let input = 0; input < mean.length; input++, i++) {
        const value = ((x[at + i] as number) - (mean[input] as number)) * (perScale[input] as number);
        if (Number.isNaN(value)) throw new InvalidValue(net.inputs[input] as string, x[at + i], "a number", "missing_reading");
        row[i] = max(-clip, min(clip, value));
      }
    }
    return row;
  };
  return {
    net,
    score(x, at = 0) {
      let row = normalised(x, at);
      layers.forEach((layer, i) => {
        row = layerRow(row, layer, parameters, i < layers.length - 1);
      });
      probabilitiesInPlace(row);
      return row;
    },
  };
}
