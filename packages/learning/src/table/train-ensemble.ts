import type { TensorBackend } from "../backend/tensor-backend.js";
import { seededUniform, seedOfPart, shuffled } from "../net/seeded-random.js";
import type { SurvivalNet } from "../net/survival-net.js";
import { joinedRows, type SurvivalRows } from "../training/survival-rows.js";
import { SurvivalTraining } from "../training/survival-training.js";
import type { TrainingLog } from "../training/training-log.js";
import { isReadingWindow, netInputNames, netInputs } from "./net-inputs.js";
import { type ReadingScale, readingScaleOf } from "./reading-scale.js";
import { inputColumns } from "./table-model.js";
import { horizonsOf, type TableRecipe } from "./table-recipe.js";
import { remainingCycles, startedLater, type TrendTable, type TrendUnit } from "./trend-table.js";

/** What was learned from the units of a table, not yet calibrated. */
export interface Ensemble {
  readonly reading: ReadingScale;
  readonly members: readonly SurvivalNet[];
}

const START_PART = 1000;

/** A unit as it was followed and as if monitoring had begun late; its weights sum to 1. */
function learnedRows(table: TrendTable, scale: ReadingScale, recipe: TableRecipe): SurvivalRows[] {
  const columns = inputColumns(scale, table.columns);
  const uniform = seededUniform(seedOfPart(recipe.training.seed, START_PART));
  const rowsOf = (unit: TrendUnit, mass: number): SurvivalRows => {
    const remaining = remainingCycles(unit);
    const weight = new Float64Array(remaining.length).fill(mass / remaining.length);
    return { ...netInputs(unit, columns, scale, recipe.windows), remaining, weight };
  };
  if (recipe.latestStartShare === 0) return table.units.map((unit) => rowsOf(unit, 1));
  return table.units.map((unit) => {
    const late = startedLater(unit, Math.floor(uniform() * recipe.latestStartShare * unit.cycles.length));
    return joinedRows([rowsOf(unit, 0.5), rowsOf(late, 0.5)]);
  });
}

/** Trains the nets on a table's units: the units are split into as many parts as there are nets, and each part stops one net that does not learn from it. */
export function trainEnsemble(backend: TensorBackend, table: TrendTable, recipe: TableRecipe, log: TrainingLog): Ensemble {
  const reading = readingScaleOf(table, recipe.limitCycles);
  const units = learnedRows(table, reading, recipe);
  const order = [...shuffled(units.length, seededUniform(recipe.training.seed))];
  const inputs = netInputNames(reading.inputs, recipe.windows);
  const window = isReadingWindow(recipe.windows) ? recipe.windows.readings : 1;
  const members = Array.from({ length: recipe.members }, (_, member) => {
    const joined = (wanted: (place: number) => boolean) =>
      joinedRows(order.filter((_, place) => wanted(place)).map((unit) => units[unit] as SurvivalRows));
    const task = {
      inputs,
      window,
      horizons: horizonsOf(recipe),
      rows: joined((place) => place % recipe.members !== member),
      heldOut: joined((place) => place % recipe.members === member),
    };
    return log.run((checkpoint) => {
      const options = { ...recipe.training, seed: recipe.training.seed + member };
      return new SurvivalTraining(backend, task, options, checkpoint);
    });
  });
  return { reading, members };
}
