import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InvalidValue } from "@phm/domain";
import { writeDurably } from "@phm/service-kit";

/** What a spool remembers beside its records. It may lag behind: then records are sent again, which is harmless. */
export interface SpoolState {
  readonly form: 1;
  /** Every record up to this sequence is settled: acknowledged, refused, dropped or damaged. */
  readonly settled: number;
  /** Acquisitions that are in the spool or past it, by the input that they were read from. */
  readonly taken: Readonly<Record<string, number>>;
}

const FILE = "state.json";
export const FIRST_STATE: SpoolState = { form: 1, settled: 0, taken: {} };

export async function writeState(folder: string, state: SpoolState): Promise<void> {
  await writeDurably(folder, join(folder, FILE), [Buffer.from(`${JSON.stringify(state)}\n`)]);
}

/** A file that cannot be read says no more than none. @throws InvalidValue for a spool of a later form */
export async function readState(folder: string): Promise<SpoolState> {
  const found = await parsed(join(folder, FILE));
  if (!found) return FIRST_STATE;
  if (found.form !== 1) throw new InvalidValue(`${folder}/${FILE} form`, found.form, "1: the spool is of a later release");
  const { settled, taken } = found;
  return Number.isSafeInteger(settled) && Number(settled) >= 0
    ? { form: 1, settled: Number(settled), taken: countsIn(taken) }
    : FIRST_STATE;
}

async function parsed(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function countsIn(taken: unknown): Record<string, number> {
  const entries = typeof taken === "object" && taken !== null ? Object.entries(taken) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])));
}
