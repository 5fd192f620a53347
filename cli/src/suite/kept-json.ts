import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { InvalidValue } from "@phm/domain";

/** A JSON file that is kept while work goes on; undefined where it is not there yet. @throws InvalidValue when it is no JSON */
export function readKeptJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    if (error instanceof SyntaxError) throw new InvalidValue(path, error.message, "JSON of a training", "foreign_checkpoint");
    throw error;
  }
}

/** Written beside and moved over, so that a stop in the middle leaves the last whole one. */
export function writeKeptJson(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(value));
  renameSync(`${path}.new`, path);
}
