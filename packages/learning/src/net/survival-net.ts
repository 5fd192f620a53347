import { InvalidValue } from "@phm/domain";
import { type DenseLayer, denseLayers, parameterCount } from "./dense-layout.js";
import { float32OfText } from "./float32-text.js";
import { probabilitiesInPlace } from "./survival-head.js";

/** How raw inputs become those of the net: (x - mean) / scale, cut at ± clip. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Beyond this many scales the training data said nothing, so neither does the net. */
  readonly clip: number;
}

/** A trained net with all that scoring needs. Plain JSON. */
export interface SurvivalNet {
  readonly kind: "survival_mlp";
  /** Names of the inputs, in order. */
  readonly inputs: readonly string[];
  readonly normalisation: Normalisation;
  /** P(remaining life <= h) is said at each of these, rising, in the unit of the training lives. */
  readonly horizons: readonly number[];
  /** Widths of the hidden layers; none: linear in the inputs. */
  readonly hidden: readonly number[];
  /** Flat parameters, layer by layer, as base64 of float32. */
  readonly parameters: string;
}

/** A net ready to score. */
export interface SurvivalScorer {
  readonly net: SurvivalNet;
  /**
   * P(remaining life <= h) at each horizon, never falling. `x` holds the raw inputs in order, read from `at` on.
   * @throws InvalidValue naming an input that is not there or no number
   */
  score(x: ArrayLike<number>, at?: number): Float64Array;
}

/** Named once: a global looked up in the inner loop costs more than the arithmetic wherever modules run in a context of their own. */
const { max, min } = Math;

const MAX_WIDTH = 4096;

function checkShape({ kind, inputs, normalisation, horizons, hidden }: SurvivalNet): void {
  const foreign = (field: string, value: unknown, limit: string) => new InvalidValue(field, value, limit, "foreign_model");
  if (kind !== "survival_mlp") throw foreign("kind", kind, "survival_mlp");
  if (!(Array.isArray(inputs) && inputs.length > 0)) throw foreign("inputs", inputs, "at least one name");
  if (!(Array.isArray(horizons) && horizons.length > 0)) throw foreign("horizons", horizons, "at least one");
  horizons.forEach((horizon, i) => {
    if (!(Number.isFinite(horizon) && horizon > (horizons[i - 1] ?? 0))) throw foreign(`horizons[${i}]`, horizon, "above the one before");
  });
  if (!Array.isArray(hidden)) throw foreign("hidden", hidden, "a list of widths");
  hidden.forEach((width, i) => {
    if (!(Number.isInteger(width) && width > 0 && width <= MAX_WIDTH)) throw foreign(`hidden[${i}]`, width, `from 1 to ${MAX_WIDTH}`);
  });
  for (const name of ["mean", "scale"] as const) {
    const values = normalisation?.[name];
    if (!Array.isArray(values) || values.length !== inputs.length) {
      throw foreign(`normalisation.${name}.length`, values?.length, `${inputs.length}, one for each input`);
    }
    const wrong = values.findIndex((value) => !Number.isFinite(value) || (name === "scale" && value <= 0));
    if (wrong >= 0) throw foreign(`normalisation.${name}[${wrong}]`, values[wrong], "finite, a scale above 0");
  }
  if (!(normalisation.clip > 0)) throw foreign("normalisation.clip", normalisation.clip, "above 0");
}

/** Four inputs at a time: half the loads and stores of one at a time, which is twice as fast. */
function denseRow(x: Float64Array, { from, to, weightsAt, biasAt }: DenseLayer, parameters: Float32Array, relu: boolean): Float64Array {
  const sums = new Float64Array(parameters.subarray(biasAt, biasAt + to));
  let i = 0;
  for (; i + 3 < from; i += 4) {
    const x0 = x[i] as number;
    const x1 = x[i + 1] as number;
    const x2 = x[i + 2] as number;
    const x3 = x[i + 3] as number;
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
    const value = x[i] as number;
    for (let j = 0; j < to; j++) sums[j] = (sums[j] as number) + value * (parameters[weightsAt + i * to + j] as number);
  }
  if (relu) for (let j = 0; j < to; j++) sums[j] = max(0, sums[j] as number);
  return sums;
}

/**
 * Opens a net for scoring in plain typed arrays: serving needs no TensorFlow, and a row's answer does not depend on its neighbours.
 * @throws InvalidValue naming the field when the document is damaged or of another kind
 */
export function openSurvivalNet(net: SurvivalNet): SurvivalScorer {
  checkShape(net);
  const layers = denseLayers([net.inputs.length, ...net.hidden, net.horizons.length]);
  const parameters = float32OfText(net.parameters, parameterCount(layers), "parameters");
  const mean = Float64Array.from(net.normalisation.mean);
  const perScale = Float64Array.from(net.normalisation.scale, (scale) => 1 / scale);
  const { clip } = net.normalisation;
  return {
    net,
    score(x, at = 0) {
      let row = new Float64Array(mean.length);
      for (let i = 0; i < row.length; i++) {
        const value = ((x[at + i] as number) - (mean[i] as number)) * (perScale[i] as number);
        if (Number.isNaN(value)) throw new InvalidValue(net.inputs[i] as string, x[at + i], "a number", "missing_reading");
        row[i] = max(-clip, min(clip, value));
      }
      layers.forEach((layer, i) => {
        row = denseRow(row, layer, parameters, i < layers.length - 1) as Float64Array<ArrayBuffer>;
      });
      probabilitiesInPlace(row);
      return row;
    },
  };
}
