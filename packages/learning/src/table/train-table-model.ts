import { INTERVAL_LEVEL, type ModelCard } from "@phm/prognostics";
import type { TensorBackend } from "../backend/tensor-backend.js";
import { seededUniform, seedOfPart, shuffled } from "../net/seeded-random.js";
import { type NetsTrainingHooks, TrainingLog } from "../training/training-log.js";
import { calibratedLevels } from "./level-calibration.js";
import { probabilityAt } from "./life-curve.js";
import { openEnsemble, sealedTableModel, type TableModel } from "./table-model.js";
import { horizonsOf, requireRecipe, type TableRecipe } from "./table-recipe.js";
import { trainEnsemble } from "./train-ensemble.js";
import { remainingCycles, type TrendTable, type TrendUnit } from "./trend-table.js";

const CALIBRATION_PART = 6000;

/** For each unit, at each of its rows, the probability that an ensemble trained on other units gave to a life up to what came. */
function ranksByOthers(backend: TensorBackend, table: TrendTable, recipe: TableRecipe, log: TrainingLog): Float64Array[] {
  const order = [...shuffled(table.units.length, seededUniform(seedOfPart(recipe.training.seed, CALIBRATION_PART)))];
  return Array.from({ length: recipe.calibrationFolds }, (_, fold) => {
    const unitsAt = (inFold: boolean) =>
      order.filter((_, place) => (place % recipe.calibrationFolds === fold) === inFold).map((i) => table.units[i] as TrendUnit);
    const ensemble = trainEnsemble(backend, { columns: table.columns, units: unitsAt(false) }, recipe, log);
    const curves = openEnsemble(ensemble, recipe.windows, table.columns);
    const horizons = horizonsOf(recipe);
    return unitsAt(true).map((unit) => {
      const said = curves(unit);
      return remainingCycles(unit).map((came, row) => probabilityAt(horizons, said[row] as Float64Array, came));
    });
  }).flat();
}

/**
 * Trains the nets of a table model on all units, each stopped on a part of them that it does not learn from, and calibrates the interval
 * by whole ensembles that were trained without the units they judge. Deterministic in the recipe's seed, taken up or not.
 * @param table units that were followed to their end
 * @throws InvalidValue for a recipe out of range, too few units, readings that say nothing, or a checkpoint of another training
 */
export function trainTableModel(
  backend: TensorBackend,
  table: TrendTable,
  recipe: TableRecipe,
  card: Omit<ModelCard, "lives">,
  hooks: NetsTrainingHooks = {},
): TableModel {
  requireRecipe(recipe, table.units.length);
  const log = new TrainingLog((1 + recipe.calibrationFolds) * recipe.members, hooks);
  const { reading, members } = trainEnsemble(backend, table, recipe, log);
  return sealedTableModel({
    format: "phm-table-model/1",
    card: { ...card, lives: table.units.length },
    reading,
    windows: recipe.windows,
    limitCycles: recipe.limitCycles,
    members,
    calibration: calibratedLevels(ranksByOthers(backend, table, recipe, log), INTERVAL_LEVEL),
  });
}
