import type { TableFormat } from "@phm/contracts";
import { type Equipment, type EquipmentCode, type EquipmentKind, InvalidValue } from "@phm/domain";
import { fileProblem } from "@phm/exchange-files";
import { ServiceError } from "@phm/service-kit";
import type { MachineAssets } from "../equipment-aftermath.js";
import type { EquipmentBook } from "../equipment-book.js";
import { checkChange } from "../equipment-change.js";
import type { EquipmentTree } from "../equipment-tree.js";
import { ImportPlan } from "./import-plan.js";
import { type ImportReport, ImportTally } from "./import-tally.js";
import type { PlannedRow } from "./plan-row.js";
import { readCsv } from "./read-csv.js";
import { readJson } from "./read-json.js";
import { readRows } from "./read-rows.js";

export interface ImportRequest extends Pick<Equipment, "organisation" | "site"> {
  readonly format: TableFormat;
  readonly dryRun: boolean;
  readonly actor: string;
  readonly note: string;
}

export interface ImportDependencies {
  readonly tree: EquipmentTree;
  readonly book: EquipmentBook;
  readonly assets: Pick<MachineAssets, "has">;
}

/** So many nodes are written at once: the store waits for the disk once for all of them. */
const BATCH = 100;

/**
 * Takes a table of nodes into the register. The whole table is checked first, and every problem is told. Then what has none is written,
 * parents first, a machine with its components only if all of these rows are sound; with a problem of the table's form nothing is
 * written. What somebody else changes meanwhile is refused as a conflict; the same table again takes up what is missing.
 * @throws InvalidValue for a table of more than 64 MiB, or an actor or note that breaks a rule
 */
export async function importEquipment(
  request: ImportRequest,
  chunks: AsyncIterable<Uint8Array>,
  { tree, book, assets }: ImportDependencies,
): Promise<ImportReport> {
  const { organisation, site, format, dryRun, actor, note } = request;
  checkChange({ actor, note });
  const table = await (format === "csv" ? readCsv(chunks) : readJson(chunks));
  const { rows, problems, withheld } = readRows(table.rows);
  const plan = new ImportPlan({ tree, assets, organisation, site, reason: note.trim() === "" ? "import" : note });
  await plan.add(rows);
  const tally = new ImportTally(dryRun, table.rows.length + table.unreadable.length);
  tally.add([
    ...table.problems,
    ...table.unreadable,
    ...problems,
    ...plan.rows.flatMap(({ row, problems: found }) => found.map((each) => fileProblem(row.line, each))),
  ]);
  refuseGroups(plan, withheld, tally);
  if (table.problems.length > 0) return tally.report();
  for (const batch of batches(plan.rows)) await Promise.all(batch.map((planned) => carryOut(planned, plan, tally, request, book)));
  return tally.report();
}

/** One row that cannot be taken keeps all of its group out. */
function refuseGroups(plan: ImportPlan, withheld: ReadonlySet<EquipmentCode>, tally: ImportTally): void {
  const lines = tally.linesWithProblems();
  for (const planned of plan.rows) {
    const group = plan.groupOf(planned);
    if (lines.has(planned.row.line) || withheld.has(group) || withheld.has(planned.row.code)) tally.refuse(group);
  }
}

async function carryOut(planned: PlannedRow, plan: ImportPlan, tally: ImportTally, request: ImportRequest, book: EquipmentBook) {
  const group = plan.groupOf(planned);
  if (tally.isRefused(group)) return;
  try {
    if (!request.dryRun && planned.commands.length > 0) await write(planned, request, book);
    tally.count(planned);
  } catch (error) {
    tally.add([fileProblem(planned.row.line, refusalOf(error))]);
    tally.refuse(group);
  }
}

async function write({ row, before, commands }: PlannedRow, request: ImportRequest, book: EquipmentBook): Promise<void> {
  const { organisation, site, actor, note } = request;
  const change = { actor, note, expectedRevision: before?.revision ?? 0 };
  await book.change({ organisation, site, code: row.code }, change, () => commands);
}

/** @throws what says nothing of the row, such as a store that does not answer */
function refusalOf(error: unknown): InvalidValue {
  if (error instanceof InvalidValue) return error;
  if (!(error instanceof ServiceError) || error.code !== "conflict") throw error;
  return new InvalidValue("revision", error.value, error.message, "conflict");
}

/** Parts of the rows that may be written at once: nothing stands in one with its parent. */
function* batches(rows: readonly PlannedRow[]): Generator<PlannedRow[]> {
  let batch: PlannedRow[] = [];
  let rank: EquipmentKind | undefined;
  for (const planned of rows) {
    const kind = planned.after?.kind;
    if (batch.length >= BATCH || kind !== rank) {
      yield batch;
      batch = [];
    }
    rank = kind;
    batch.push(planned);
  }
  yield batch;
}
