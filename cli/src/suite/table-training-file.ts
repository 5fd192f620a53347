import { InvalidValue } from "@phm/domain";
import type { NetsCheckpoint, SetModel } from "@phm/learning";
import { readKeptJson, writeKeptJson } from "./kept-json.js";

const FORMAT = "phm-table-training-file/1";

/** What is kept of a training so that it can be taken up again: the sets that are done, and where the one under way stands. */
export interface TableTrainingFile {
  readonly format: typeof FORMAT;
  readonly done: readonly SetModel[];
  readonly current?: { readonly set: string; readonly checkpoint: NetsCheckpoint } | undefined;
}

/** @param path where there is no such file yet, nothing was done @throws InvalidValue when it is no such file */
export function readTrainingFile(path: string): TableTrainingFile {
  const found = (readKeptJson(path) ?? { format: FORMAT, done: [] }) as TableTrainingFile;
  if (found?.format !== FORMAT || !Array.isArray(found.done)) {
    throw new InvalidValue(`${path} format`, found?.format, FORMAT, "foreign_checkpoint");
  }
  return found;
}

export function writeTrainingFile(path: string, training: Omit<TableTrainingFile, "format">): void {
  writeKeptJson(path, { format: FORMAT, ...training });
}
