import { InvalidValue } from "@phm/domain";
import { DEFAULT_TRAINING, type TrainingOptions } from "../training/training-options.js";
import { isReadingWindow, type TableWindows } from "./net-inputs.js";

/** How a table model is made. */
export interface TableRecipe {
  /** Trend features for dense nets, a window of readings for convolutional ones. */
  readonly windows: TableWindows;
  readonly limitCycles: number;
  /** Nets in the model, and parts that the units are split into: each part stops one net. */
  readonly members: number;
  /**
   * Parts of the units that the interval is calibrated on, each by nets that are trained on the others. The fewer units those lack, the
   * less they err more than the model does: with five parts the interval of 80 % held 84 % on C-MAPSS, with ten 82 %.
   */
  readonly calibrationFolds: number;
  /** Each unit is learned from once more, started late by a random share of its life up to this: else a short history would tell its age. */
  readonly latestStartShare: number;
  readonly training: TrainingOptions;
}

/** Chosen by cross-validation over training units. The limit of 125 cycles is that of the literature on C-MAPSS (Heimes 2008). */
export const DEFAULT_TABLE_RECIPE: TableRecipe = {
  windows: { means: [5, 20, 60], slopes: [20, 60] },
  limitCycles: 125,
  members: 5,
  calibrationFolds: 10,
  latestStartShare: 0.6,
  training: DEFAULT_TRAINING,
};

/** Which nets a table model is made of. */
export const TABLE_NETS = ["mlp", "cnn"] as const;
export type TableNet = (typeof TABLE_NETS)[number];

/** The recipes that a user may choose from. */
export const TABLE_RECIPES: Readonly<Record<TableNet, TableRecipe>> = {
  mlp: DEFAULT_TABLE_RECIPE,
  cnn: {
    ...DEFAULT_TABLE_RECIPE,
    windows: { readings: 60 },
    training: {
      ...DEFAULT_TRAINING,
      convolutions: [
        { kernel: 5, stride: 5, filters: 16 },
        { kernel: 4, stride: 2, filters: 16 },
      ],
      hidden: [32],
    },
  },
};

const EVEN_HORIZONS = 25;
const BEYOND_LIMIT = [1.2, 1.4, 1.6, 2, 2.4];

/** Even steps up to the limit, then a few beyond it. */
export function horizonsOf({ limitCycles }: TableRecipe): number[] {
  const even = Array.from({ length: EVEN_HORIZONS }, (_, i) => (limitCycles * (i + 1)) / EVEN_HORIZONS);
  return [...even, ...BEYOND_LIMIT.map((times) => limitCycles * times)];
}

function requireWindows(windows: TableWindows, convolves: boolean): void {
  if (isReadingWindow(windows) !== convolves) {
    throw new InvalidValue("windows", Object.keys(windows).join(", "), "readings for a convolutional net, else means and slopes");
  }
  const lengths = isReadingWindow(windows) ? [windows.readings] : [...windows.means, ...windows.slopes];
  const wrong = lengths.find((length) => !(Number.isInteger(length) && length >= 2));
  if (lengths.length === 0 || wrong !== undefined) throw new InvalidValue("windows", wrong, "whole numbers of readings, at least 2");
}

/** @throws InvalidValue naming the part of the recipe */
export function requireRecipe(
  { windows, limitCycles, members, calibrationFolds, latestStartShare, training }: TableRecipe,
  units: number,
): void {
  requireWindows(windows, training.convolutions.length > 0);
  if (!(limitCycles > 0)) throw new InvalidValue("limitCycles", limitCycles, "above 0");
  if (!(latestStartShare >= 0 && latestStartShare < 1)) throw new InvalidValue("latestStartShare", latestStartShare, "from 0 to below 1");
  if (!(Number.isInteger(members) && members >= 2)) throw new InvalidValue("members", members, "a whole number, at least 2");
  if (!(Number.isInteger(calibrationFolds) && calibrationFolds >= 2)) {
    throw new InvalidValue("calibrationFolds", calibrationFolds, "a whole number, at least 2");
  }
  const least = Math.ceil((members * calibrationFolds) / (calibrationFolds - 1));
  if (units < Math.max(least, members + 1)) {
    throw new InvalidValue(
      "units",
      units,
      `at least ${Math.max(least, members + 1)}, so that each net has a unit to stop on`,
      "too_few_lives",
    );
  }
}
