import { InvalidValue } from "@phm/domain";
import type { Convolution, NetShape } from "./net-layers.js";

/** How raw inputs become those of the net: (x - mean) / scale, cut at ± clip. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Beyond this many scales the training data said nothing, so neither does the net. */
  readonly clip: number;
}

interface TrainedNet {
  /** Names of the inputs, in order. */
  readonly inputs: readonly string[];
  readonly normalisation: Normalisation;
  /** P(remaining life <= h) is said at each of these, rising, in the unit of the training lives. */
  readonly horizons: readonly number[];
  /** Widths of the dense hidden layers; none: linear in what lies below. */
  readonly hidden: readonly number[];
  /** Flat parameters, layer by layer, as base64 of float32. */
  readonly parameters: string;
}

/** Dense layers on one row of inputs. */
export interface SurvivalMlp extends TrainedNet {
  readonly kind: "survival_mlp";
}

/** Convolutions along time over the latest readings, then dense layers. */
export interface SurvivalCnn extends TrainedNet {
  readonly kind: "survival_cnn";
  /** Readings that are looked at, each with all inputs, the latest last. */
  readonly window: number;
  readonly convolutions: readonly Convolution[];
}

/** A trained net with all that scoring needs. Plain JSON. */
export type SurvivalNet = SurvivalMlp | SurvivalCnn;

/** What a net is built of. */
export function shapeOf(net: SurvivalNet): NetShape {
  const [channels, outputs] = [net.inputs.length, net.horizons.length];
  const { window, convolutions } = net.kind === "survival_cnn" ? net : { window: 1, convolutions: [] };
  return { channels, window, convolutions, hidden: net.hidden, outputs };
}

const MAX_WIDTH = 4096;

const foreign = (field: string, value: unknown, limit: string) => new InvalidValue(field, value, limit, "foreign_model");
const isWidth = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAX_WIDTH;

function checkConvolutions({ window, convolutions }: SurvivalCnn): void {
  if (!isWidth(window)) throw foreign("window", window, `from 1 to ${MAX_WIDTH}`);
  if (!(Array.isArray(convolutions) && convolutions.length > 0)) throw foreign("convolutions", convolutions, "at least one");
  convolutions.forEach((convolution, i) => {
    for (const part of ["kernel", "stride", "filters"] as const) {
      if (!isWidth(convolution?.[part])) throw foreign(`convolutions[${i}].${part}`, convolution?.[part], `from 1 to ${MAX_WIDTH}`);
    }
  });
}

/** @throws InvalidValue naming the field when the document is damaged or of another kind; its parameters are checked when they are read */
export function requireSurvivalNet(net: SurvivalNet): void {
  const { kind, inputs, normalisation, horizons, hidden } = net;
  if (kind === "survival_cnn") checkConvolutions(net);
  else if (kind !== "survival_mlp") throw foreign("kind", kind, "survival_mlp or survival_cnn");
  if (!(Array.isArray(inputs) && inputs.length > 0)) throw foreign("inputs", inputs, "at least one name");
  if (!(Array.isArray(horizons) && horizons.length > 0)) throw foreign("horizons", horizons, "at least one");
  horizons.forEach((horizon, i) => {
    if (!(Number.isFinite(horizon) && horizon > (horizons[i - 1] ?? 0))) throw foreign(`horizons[${i}]`, horizon, "above the one before");
  });
  if (!Array.isArray(hidden)) throw foreign("hidden", hidden, "a list of widths");
  hidden.forEach((width, i) => {
    if (!isWidth(width)) throw foreign(`hidden[${i}]`, width, `from 1 to ${MAX_WIDTH}`);
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
