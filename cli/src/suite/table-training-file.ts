import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { InvalidValue } from "@phm/domain";
import type { SetModel, TableCheckpoint } from "@phm/learning";

const FORMAT = "phm-table-training-file/1";

/** What is kept of a training so that it can be taken up again: the sets that are done, and where the one under way stands. */
export interface TableTrainingFile {
  readonly format: typeof FORMAT;
  readonly done: readonly SetModel[];
  readonly current?: { readonly set: string; readonly checkpoint: TableCheckpoint } | undefined;
}

/** @param path where there is no such file yet, nothing was done @throws InvalidValue when it is no such file */
export function readTrainingFile(path: string): TableTrainingFile {
  let found: TableTrainingFile;
  try {
    found = JSON.parse(readFileSync(path, "utf8")) as TableTrainingFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { format: FORMAT, done: [] };
    if (error instanceof SyntaxError) throw new InvalidValue(path, error.message, "JSON of a training", "foreign_checkpoint");
    throw error;
  }
  if (found?.format !== FORMAT || !Array.isArray(found.done)) {
    throw new InvalidValue(`${path} format`, found?.format, FORMAT, "foreign_checkpoint");
  }
  return found;
}

/** Written beside and moved over, so that a stop in the middle leaves the last whole one. */
export function writeTrainingFile(path: string, training: Omit<TableTrainingFile, "format">): void {
  writeFileSync(`${path}.new`, JSON.stringify({ format: FORMAT, ...training }));
  renameSync(`${path}.new`, path);
}
