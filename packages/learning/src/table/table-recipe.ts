import { InvalidValue } from "@phm/domain";
import { DEFAULT_TRAINING, type TrainingOptions } from "../training/training-options.js";
import type { TrendWindows } from "./trend-features.js";

/** How a table model is made. */
export interface TableRecipe {
  readonly windows: TrendWindows;
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

const EVEN_HORIZONS = 25;
const BEYOND_LIMIT = [1.2, 1.4, 1.6, 2, 2.4];

/** Even steps up to the limit, then a few beyond it. */
export function horizonsOf({ limitCycles }: TableRecipe): number[] {
  const even = Array.from({ length: EVEN_HORIZONS }, (_, i) => (limitCycles * (i + 1)) / EVEN_HORIZONS);
  return [...even, ...BEYOND_LIMIT.map((times) => limitCycles * times)];
}

/** @throws InvalidValue naming the part of the recipe */
export function requireRecipe({ windows, limitCycles, members, calibrationFolds, latestStartShare }: TableRecipe, units: number): void {
  const lengths = [...windows.means, ...windows.slopes];
  const wrong = lengths.find((length) => !(Number.isInteger(length) && length >= 2));
  if (lengths.length === 0 || wrong !== undefined) throw new InvalidValue("windows", wrong, "whole numbers of readings, at least 2");
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
