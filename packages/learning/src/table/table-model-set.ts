import { InvalidValue } from "@phm/domain";
import type { TableModel } from "./table-model.js";

/** A model of one set of units, with the hashes of the tables that it was trained on. */
export interface SetModel {
  readonly set: string;
  readonly trainedOn: readonly string[];
  readonly model: TableModel;
}

/** What training writes: one model for each set, for units of one set are not those of another. Plain JSON. */
export interface TableModelSet {
  readonly format: "phm-table-models/1";
  readonly sets: readonly SetModel[];
}

/** @throws InvalidValue when it is no such document; its models are checked when they are opened */
export function requireModelSet(document: TableModelSet): void {
  if (document?.format !== "phm-table-models/1") {
    throw new InvalidValue("format", document?.format, "phm-table-models/1", "foreign_model");
  }
  const whole =
    Array.isArray(document.sets) &&
    document.sets.length > 0 &&
    document.sets.every(({ set, trainedOn, model }) => typeof set === "string" && Array.isArray(trainedOn) && model !== undefined);
  if (!whole)
    throw new InvalidValue("sets", document.sets, "a list of sets, each with its name, its tables and its model", "foreign_model");
}

/**
 * The model for a table: the only one, or the one whose set is the table's or is named in the table's name.
 * @throws InvalidValue when none or several fit
 */
export function modelForTable({ sets }: TableModelSet, set: string, tableName: string): SetModel {
  const named = sets.filter((candidate) => candidate.set === set);
  const fitting = named.length > 0 ? named : sets.filter((candidate) => tableName.includes(candidate.set));
  const found = fitting.length > 0 ? fitting : sets;
  if (found.length !== 1) {
    throw new InvalidValue("table", tableName, `named after one of the model's sets: ${sets.map((candidate) => candidate.set).join(", ")}`);
  }
  return found[0] as SetModel;
}
