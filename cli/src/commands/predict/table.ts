import { readFile } from "node:fs/promises";
import { InvalidValue } from "@phm/domain";
import { modelForTable, openTableModel, requireModelSet, type TableModelSet, type TablePrediction } from "@phm/learning";
import { presentFile, readTable, readTableManifest, type TableFile, type TableManifest, tablesOfSet } from "../../suite/table-files.js";

export interface PredictTableOptions {
  readonly model: string;
  readonly set?: string;
  readonly json?: boolean;
}

/** One line: what is said of a unit at its last row, cycles. */
interface PredictionLine {
  readonly table: string;
  readonly unit: number;
  /** The unit's last cycle in the table. */
  readonly cycle: number;
  readonly rul: Pick<TablePrediction, "p10" | "p50" | "p90">;
  /** Mean of the remaining life limited to `limit`, as p10 and p50 are. */
  readonly mean: number;
  readonly limit: number;
  readonly model: string;
}

async function readModels(path: string): Promise<TableModelSet> {
  let document: TableModelSet;
  try {
    document = JSON.parse(await presentFile(path, (at) => readFile(at, "utf8"))) as TableModelSet;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidValue(path, error.message, "JSON of a model", "foreign_model");
  }
  requireModelSet(document);
  return document;
}

/**
 * The tables asked for. Where no set is named: those named after a set that there is a model of, else all; and of these those that no
 * model was trained on, unless there are no others.
 */
function askedTables(manifest: TableManifest, { sets }: TableModelSet, set: string | undefined): readonly TableFile[] {
  const tables = tablesOfSet(manifest, set);
  const named = tables.filter((file) => sets.some((model) => file.name.includes(model.set)));
  const fitting = set === undefined && named.length > 0 ? named : tables;
  const unseen = fitting.filter(({ sha256 }) => !sets.some(({ trainedOn }) => trainedOn.includes(sha256)));
  if (unseen.length > 0) return unseen;
  process.stderr.write("phm: the model was trained on these very units: what it says of them measures nothing\n");
  return fitting;
}

async function predictTable(manifest: TableManifest, file: TableFile, models: TableModelSet): Promise<PredictionLine[]> {
  const { table } = await readTable(manifest, file);
  const { model } = modelForTable(models, file.set, file.name);
  const predictor = openTableModel(model, table);
  return table.units.map((unit) => {
    const last = unit.cycles.length - 1;
    const [{ p10, p50, p90, mean }] = predictor.predict(unit, last) as [TablePrediction];
    const cycle = unit.cycles[last] as number;
    return { table: file.name, unit: unit.id, cycle, rul: { p10, p50, p90 }, mean, limit: model.limitCycles, model: model.card.model };
  });
}

const figure = (value: number): string => value.toFixed(1).padStart(7);

/** The remaining life of every unit of a manifest's tables at its last row. */
export async function predictTableCommand(path: string, { model, set, json }: PredictTableOptions): Promise<void> {
  const [manifest, models] = await Promise.all([readTableManifest(path), readModels(model)]);
  for (const file of askedTables(manifest, models, set)) {
    const lines = await predictTable(manifest, file, models);
    if (!json)
      process.stdout.write(`${file.name}: remaining cycles at each unit's last row\n    unit  cycle     p10     p50     p90    mean\n`);
    for (const line of lines) {
      const { unit, cycle, rul, mean } = line;
      const row = `  ${String(unit).padStart(6)} ${String(cycle).padStart(6)} ${[rul.p10, rul.p50, rul.p90, mean].map(figure).join(" ")}`;
      process.stdout.write(`${json ? JSON.stringify(line) : row}\n`);
    }
  }
}
