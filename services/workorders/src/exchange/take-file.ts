import { InvalidValue } from "@phm/domain";
import { type FileProblem, type FileReading, type FileRecord, fileProblem, parseFileMapping, readRecords } from "@phm/exchange-files";

export interface FileImport {
  /** What the records must be. */
  readonly kind: string;
  /** The text of a mapping document. */
  readonly mapping: string;
  readonly dryRun: boolean;
}

export interface FileReport extends Pick<FileReading, "rows" | "passedOver" | "problems" | "unmapped"> {
  readonly dryRun: boolean;
  readonly taken: number;
  /** On record already. */
  readonly unchanged: number;
  readonly refused: number;
}

/** Takes a record, or says only whether it would. @returns whether it was new @throws InvalidValue where it cannot be taken */
export type TakeRecord = (record: FileRecord) => Promise<boolean>;

/** So many are written at once: the store waits for the disk once for all of them. */
const BATCH = 100;

/**
 * Takes the records of a file. What cannot be taken is told by line and column, the rest is taken; the same file again takes up what is
 * missing.
 * @throws InvalidValue for a mapping that breaks a rule or is of another kind, or a file of more than 64 MiB
 */
export async function takeFile(request: FileImport, chunks: AsyncIterable<Uint8Array>, take: TakeRecord): Promise<FileReport> {
  const mapping = parseFileMapping("mapping", request.mapping);
  if (mapping.kind.name !== request.kind) throw new InvalidValue("mapping: kind", mapping.kind.name, request.kind, "other_kind");
  const { records, rows, passedOver, problems, unmapped } = await readRecords(chunks, mapping);
  const refusals: FileProblem[] = [];
  const counts = { taken: 0, unchanged: 0 };
  for (let from = 0; from < records.length; from += BATCH) {
    const outcomes = await Promise.all(records.slice(from, from + BATCH).map((record) => outcomeOf(record, take)));
    for (const outcome of outcomes) {
      if (typeof outcome === "object") refusals.push(outcome);
      else counts[outcome ? "taken" : "unchanged"] += 1;
    }
  }
  const all = [...problems, ...refusals].sort((a, b) => a.line - b.line);
  const refused = rows - passedOver - counts.taken - counts.unchanged;
  return { dryRun: request.dryRun, rows, passedOver, ...counts, refused, problems: all, unmapped };
}

async function outcomeOf(record: FileRecord, take: TakeRecord): Promise<boolean | FileProblem> {
  try {
    return await take(record);
  } catch (error) {
    if (error instanceof InvalidValue) return fileProblem(record.line, error);
    throw error;
  }
}
