import { parseFileMapping, readRecords } from "@phm/exchange-files";
import { checkReadable } from "../../readable-file.js";
import { chunksOf, mappingText } from "./exchange-file.js";
import { printReport } from "./exchange-report.js";

export interface CheckFileOptions {
  readonly mapping: string;
  readonly json?: boolean;
}

/** Reads a file by a mapping, without a suite, and prints what could be taken and what not. */
export async function checkFile(file: string, { mapping, json }: CheckFileOptions): Promise<void> {
  await checkReadable(file);
  const { name, text } = await mappingText(mapping);
  const { records, rows, passedOver, problems, unmapped } = await readRecords(chunksOf(file), parseFileMapping(name, text));
  const taken = records.length;
  const counts = { rows, taken, passedOver, refused: rows - passedOver - taken, problemCount: problems.length };
  printReport({ ...counts, problems, unmapped }, "Nothing was sent. ", json);
}
