import { InvalidValue } from "@phm/domain";
import { bootstrapMean, type MeanInterval } from "@phm/prognostics";
import type { TensorBackend } from "../backend/tensor-backend.js";
import { seededUniform, seedOfPart, shuffled } from "../net/seeded-random.js";
import { isReadingWindow } from "./net-inputs.js";
import { openTableModel, type TablePrediction } from "./table-model.js";
import type { TableRecipe } from "./table-recipe.js";
import { trainTableModel } from "./train-table-model.js";
import { remainingCycles, type TrendTable, type TrendUnit } from "./trend-table.js";

/** Which rows of a held-out unit are asked about. */
export const TABLE_PROTOCOLS = {
  truncated: "each unit cut at a random row from its 31st to its last, 20 draws, as the test sets of C-MAPSS are made",
  everyRow: "every row of each unit, each unit one vote",
  startedLate: "every row, with the first 30 % of each unit removed",
} as const;
export type TableProtocol = keyof typeof TABLE_PROTOCOLS;

/** How one predictor did on units that it had not seen, in cycles; 90 % intervals by bootstrap over units. */
export interface TableScore {
  readonly predictor: string;
  readonly protocol: TableProtocol;
  readonly units: number;
  /** Root of the mean square error of the mean, labels limited. */
  readonly rmse: MeanInterval;
  /** The same of the median. */
  readonly rmseOfMedian: number;
  /** Mean score of the PHM08 challenge per prediction (Saxena et al. 2008), labels limited; lower is better. */
  readonly score: number;
  /** Share of the remaining lives, not limited, in the interval from p10 to p90; undefined where the predictor states none. */
  readonly coverage: MeanInterval | undefined;
  /** The same where the remaining life is within the limit. */
  readonly coverageWithinLimit: number | undefined;
}

const FOLDS = 5;
const DRAWS = 20;
const LEAST_ROWS = 31;
const LATE_SHARE = 0.3;
const SPLIT_PART = 2000;
const DRAW_PART = 3000;
const BOOTSTRAP_PART = 4000;

interface Asked {
  readonly said: TablePrediction;
  readonly stated: boolean;
  readonly came: number;
}
type Predictor = (unit: TrendUnit, elapsedBefore: number) => { readonly said: readonly TablePrediction[]; readonly stated: boolean };

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const pointOnly = (mean: number): TablePrediction => ({ p10: mean, p50: mean, p90: mean, mean });

/** What anyone could say without a model. */
function trivialPredictors(units: readonly TrendUnit[], limit: number): Record<string, Predictor> {
  const meanLabel = meanOf(units.map((unit) => meanOf([...remainingCycles(unit)].map((cycles) => Math.min(cycles, limit)))));
  const meanLife = meanOf(units.map(({ cycles }) => cycles.length));
  return {
    "mean predictor": (unit) => ({ stated: false, said: Array.from(unit.cycles, () => pointOnly(meanLabel)) }),
    "mean life minus elapsed": (unit, elapsedBefore) => ({
      stated: false,
      said: Array.from(unit.cycles, (_, row) => pointOnly(Math.min(limit, Math.max(0, meanLife - elapsedBefore - row)))),
    }),
  };
}

/** The rows of a held-out unit that a protocol asks about. */
function askedOf(unit: TrendUnit, protocol: TableProtocol, predict: Predictor, uniform: () => number): Asked[] {
  const skipped = protocol === "startedLate" ? Math.floor(LATE_SHARE * unit.cycles.length) : 0;
  const from = skipped * (unit.readings.length / unit.cycles.length);
  const seen = { id: unit.id, cycles: unit.cycles.subarray(skipped), readings: unit.readings.subarray(from) };
  const { said, stated } = predict(seen, skipped);
  const came = remainingCycles(seen);
  const first = Math.min(LEAST_ROWS, came.length) - 1;
  const rows =
    protocol === "truncated"
      ? Array.from({ length: DRAWS }, () => first + Math.floor(uniform() * (came.length - first)))
      : Array.from(came, (_, row) => row);
  return rows.map((row) => ({ said: said[row] as TablePrediction, stated, came: came[row] as number }));
}

/** The score of the PHM08 challenge for one prediction: late ones cost more than early ones. */
export function phm08Score(predicted: number, came: number): number {
  const error = predicted - came;
  return error < 0 ? Math.exp(-error / 13) - 1 : Math.exp(error / 10) - 1;
}

function scoreOf(predictor: string, protocol: TableProtocol, units: readonly Asked[][], limit: number, seed: number): TableScore {
  const perUnit = (value: (asked: Asked) => number, wanted: (asked: Asked) => boolean = () => true) =>
    units
      .map((asked) => asked.filter(wanted).map(value))
      .filter((values) => values.length > 0)
      .map(meanOf);
  const uniform = () => seededUniform(seedOfPart(seed, BOOTSTRAP_PART));
  const error = (value: keyof TablePrediction) => perUnit(({ said, came }) => (said[value] - Math.min(came, limit)) ** 2);
  const { mean, low, high } = bootstrapMean(error("mean"), uniform());
  const inside = ({ said, came }: Asked): number => (came >= said.p10 && came <= said.p90 ? 1 : 0);
  const stated = units[0]?.[0]?.stated === true;
  return {
    predictor,
    protocol,
    units: units.length,
    rmse: { mean: Math.sqrt(mean), low: Math.sqrt(low), high: Math.sqrt(high) },
    rmseOfMedian: Math.sqrt(meanOf(error("p50"))),
    score: meanOf(perUnit(({ said, came }) => phm08Score(said.mean, Math.min(came, limit)))),
    coverage: stated ? bootstrapMean(perUnit(inside), uniform()) : undefined,
    coverageWithinLimit: stated ? meanOf(perUnit(inside, ({ came }) => came <= limit)) : undefined,
  };
}

/**
 * Cross-validation by unit: five times a fifth of the units is predicted by what was trained, stopped and calibrated on the others alone.
 * @param table units that were followed to their end, at least ten
 * @param onFold told before each of the five
 */
export function evaluateTable(
  backend: TensorBackend,
  table: TrendTable,
  recipe: TableRecipe,
  onFold?: (fold: number, folds: number) => void,
): TableScore[] {
  if (table.units.length < 2 * FOLDS) throw new InvalidValue("units", table.units.length, `at least ${2 * FOLDS}`, "too_few_lives");
  const { seed } = recipe.training;
  const order = shuffled(table.units.length, seededUniform(seedOfPart(seed, SPLIT_PART)));
  const card = { model: "under evaluation", data: "the other units", licence: "as theirs", split: "five folds by unit", limits: "none" };
  const asked = new Map<string, Asked[][]>();
  for (let fold = 0; fold < FOLDS; fold++) {
    onFold?.(fold, FOLDS);
    const unitsAt = (wanted: (place: number) => boolean) =>
      [...order].filter((_, place) => wanted(place)).map((i) => table.units[i] as TrendUnit);
    const learned = { columns: table.columns, units: unitsAt((place) => place % FOLDS !== fold) };
    const opened = openTableModel(trainTableModel(backend, learned, recipe, card), table);
    const predictors: Record<string, Predictor> = {
      [isReadingWindow(recipe.windows) ? "survival CNN" : "survival MLP"]: (unit) => ({ said: opened.predict(unit), stated: true }),
      ...trivialPredictors(learned.units, recipe.limitCycles),
    };
    for (const unit of unitsAt((place) => place % FOLDS === fold)) {
      for (const [name, predict] of Object.entries(predictors)) {
        for (const protocol of Object.keys(TABLE_PROTOCOLS) as TableProtocol[]) {
          // The same draws for every predictor: each unit has its own seed.
          const drawn = askedOf(unit, protocol, predict, seededUniform(seedOfPart(seed, DRAW_PART + unit.id)));
          const key = `${protocol}/${name}`;
          asked.set(key, [...(asked.get(key) ?? []), drawn]);
        }
      }
    }
  }
  return [...asked].map(([key, units]) => {
    const [protocol, name] = key.split("/") as [TableProtocol, string];
    return scoreOf(name, protocol, units, recipe.limitCycles, seed);
  });
}
