import { InvalidValue } from "@phm/domain";
import type { ModelCard } from "@phm/prognostics";
import { jsonHash } from "../net/content-hash.js";
import type { SurvivalNet } from "../net/survival-net.js";
import { openSurvivalNet, type SurvivalScorer } from "../net/survival-scorer.js";
import type { LevelCalibration } from "./level-calibration.js";
import { quantileTime, restrictedMean } from "./life-curve.js";
import { isReadingWindow, isWindows, netInputNames, netInputs, type TableWindows } from "./net-inputs.js";
import type { ReadingScale } from "./reading-scale.js";
import type { TrendTable, TrendUnit } from "./trend-table.js";

/** A model of one kind of unit, as it is stored. Plain JSON. */
export interface TableModel {
  readonly format: "phm-table-model/1";
  readonly card: ModelCard;
  readonly reading: ReadingScale;
  readonly windows: TableWindows;
  /** Point estimates are limited to it: no reading tells a unit with more life left from another. */
  readonly limitCycles: number;
  /** Nets whose curves are averaged, each stopped on other units. */
  readonly members: readonly SurvivalNet[];
  readonly calibration: LevelCalibration;
  /** Of all the rest: a damaged document is refused. */
  readonly checksum: string;
}

/** What is said of a unit at one of its rows, cycles. p10, p50 and the mean are limited to the model's limit, p90 is not. */
export interface TablePrediction {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
}

export interface TablePredictor {
  readonly model: TableModel;
  readonly curves: UnitCurves;
  /** What is said at rows `from` to the last. */
  predict(unit: TrendUnit, from?: number): TablePrediction[];
}

const foreign = (field: string, value: unknown, limit: string) => new InvalidValue(field, value, limit, "foreign_model");

/** Adds the checksum. */
export function sealedTableModel(model: Omit<TableModel, "checksum">): TableModel {
  return { ...model, checksum: jsonHash(model) };
}

function checkModel(model: TableModel): void {
  if (model?.format !== "phm-table-model/1") throw foreign("format", model?.format, "phm-table-model/1");
  const { checksum, ...rest } = model;
  if (checksum !== jsonHash(rest)) throw foreign("checksum", checksum, `${jsonHash(rest)}, that of the document: it is damaged or edited`);
  if (!model.card?.model || !model.card.data)
    throw new InvalidValue("card", model.card?.model, "a model card with name and data", "missing_card");
  const { low, middle, high } = model.calibration;
  if (!(low >= 0 && low <= middle && middle <= high && high <= 1))
    throw foreign("calibration", `${low}, ${middle}, ${high}`, "rising, 0 to 1");
  if (!(model.limitCycles > 0)) throw foreign("limitCycles", model.limitCycles, "above 0");
  if (model.members.length === 0) throw foreign("members.length", 0, "at least 1");
  if (!isWindows(model.windows)) throw foreign("windows", model.windows, "lists of means and slopes, or a number of readings");
  const names = netInputNames(model.reading.inputs, model.windows);
  const window = isReadingWindow(model.windows) ? model.windows.readings : undefined;
  for (const member of model.members) {
    if (member.inputs.join() !== names.join()) throw foreign("members.inputs", member.inputs.length, `the ${names.length} of the model`);
    const seen = member.kind === "survival_cnn" ? member.window : undefined;
    if (seen !== window) throw foreign("members.window", seen, `${window} readings, as the model's`);
  }
}

/** Where the inputs are in a table. @throws InvalidValue naming a reading that the table lacks */
export function inputColumns({ inputs }: ReadingScale, columns: readonly string[]): number[] {
  return inputs.map((input) => {
    const column = columns.indexOf(input);
    if (column < 0)
      throw new InvalidValue("columns", columns.join(", "), `with ${input}, which the model was trained on`, "other_features");
    return column;
  });
}

/** Averages the members' curves; adding up in order of the members, so that the answer is the same in any batch. */
function pooledCurve(members: readonly SurvivalScorer[], x: Float64Array, at: number): Float64Array {
  const curves = members.map((member) => member.score(x, at));
  const share = 1 / curves.length;
  const pooled = new Float64Array((curves[0] as Float64Array).length);
  for (const curve of curves) for (let h = 0; h < pooled.length; h++) pooled[h] = (pooled[h] as number) + share * (curve[h] as number);
  return pooled;
}

/** Curves of a unit at rows `from` to its last: P(remaining life <= h) at each horizon. */
type UnitCurves = (unit: TrendUnit, from?: number) => Float64Array[];

/** Opens nets for the columns of a table. @throws InvalidValue when a net is damaged or a reading is missing */
export function openEnsemble(
  { reading, members }: Pick<TableModel, "reading" | "members">,
  windows: TableWindows,
  columns: readonly string[],
): UnitCurves {
  const scorers = members.map(openSurvivalNet);
  const places = inputColumns(reading, columns);
  return (unit, from = 0) => {
    const { x, at } = netInputs(unit, places, reading, windows, from);
    return Array.from(at, (start) => pooledCurve(scorers, x, start));
  };
}

/**
 * Opens a model for the columns of a table.
 * @throws InvalidValue naming the field when the document is damaged, foreign, without a card, or was trained on readings that are not there
 */
export function openTableModel(model: TableModel, { columns }: Pick<TrendTable, "columns">): TablePredictor {
  checkModel(model);
  const { calibration, limitCycles } = model;
  const { horizons } = model.members[0] as SurvivalNet;
  const curves = openEnsemble(model, model.windows, columns);
  const limited = (cdf: Float64Array, probability: number): number => Math.min(limitCycles, quantileTime(horizons, cdf, probability));
  return {
    model,
    curves,
    predict: (unit, from) =>
      curves(unit, from).map((cdf) => ({
        p10: limited(cdf, calibration.low),
        p50: limited(cdf, calibration.middle),
        p90: quantileTime(horizons, cdf, calibration.high),
        mean: restrictedMean(horizons, cdf, limitCycles),
      })),
  };
}
