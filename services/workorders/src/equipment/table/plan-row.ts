import {
  applyEquipmentCommand,
  checkEquipmentParent,
  checkEquipmentTransition,
  type Equipment,
  type EquipmentCode,
  type EquipmentCommand,
  type EquipmentEntry,
  type EquipmentKind,
  type EquipmentPatch,
  type EquipmentRecord,
  equipmentProblems,
  formatTimeNs,
  InvalidValue,
  patchEquipmentRecord,
} from "@phm/domain";
import { registration } from "../put-equipment.js";

/** A row that could be read. */
export interface ImportRow {
  readonly line: number;
  readonly code: EquipmentCode;
  readonly patch: EquipmentPatch;
  /** Whether every cell could be read. */
  readonly isSound: boolean;
}

/** What a row would do: nothing where it states what holds, and nothing where there are problems. */
export interface PlannedRow {
  readonly row: ImportRow;
  readonly before: EquipmentEntry | undefined;
  readonly commands: readonly EquipmentCommand[];
  /** The node as it would be. */
  readonly after: Equipment | undefined;
  readonly problems: readonly InvalidValue[];
}

/** Where a row is planned: what the register has, and what the rows before it would make of it. */
export interface PlanPlace extends Pick<Equipment, "organisation" | "site"> {
  readonly before: EquipmentEntry | undefined;
  readonly find: (code: EquipmentCode) => Equipment | undefined;
  /** Why states change, where the table says so. */
  readonly reason: string;
}

/** Plans one row and finds everything that is wrong with it by itself; nothing is changed. */
export function planRow(row: ImportRow, place: PlanPlace): PlannedRow {
  const { before } = place;
  const kind = before?.equipment.kind ?? row.patch.kind ?? undefined;
  if (kind === undefined) return refused(row, before, [missingKind(row)]);
  const record = patchEquipmentRecord(before?.equipment.record, row.patch);
  const found = [...equipmentProblems(kind, record), ...treeProblems(row, kind, place), ...missingFiles(row.patch, before?.equipment)];
  if (found.length > 0) return refused(row, before, [...found, ...revisionProblems(row, before)]);
  const commands = before ? changes(row, record, place) : [registrationOf(row, kind, record), ...documentCommands(row)];
  const planned = carriedOut(row, commands, place);
  const late = planned.problems.length + planned.commands.length > 0 ? revisionProblems(row, before) : [];
  return late.length > 0 ? refused(row, before, [...planned.problems, ...late]) : planned;
}

function refused(row: ImportRow, before: EquipmentEntry | undefined, problems: readonly InvalidValue[]): PlannedRow {
  return { row, before, commands: [], after: undefined, problems };
}

/** What is wrong with the place of the node and its state. */
function treeProblems({ code, patch }: ImportRow, kind: EquipmentKind, { before, find }: PlanPlace): InvalidValue[] {
  const standing = before?.equipment;
  const parent = patch.parent === undefined ? standing?.parent : (patch.parent ?? undefined);
  const [from, to] = [standing?.state, patch.state];
  return [
    ...problemsOf(() => {
      if (patch.kind && patch.kind !== kind) throw new InvalidValue("kind", patch.kind, `${kind}: a node keeps its kind`, "kind_fixed");
    }),
    ...problemsOf(() => {
      if (standing && parent === standing.parent) return;
      checkEquipmentParent({ code, kind, ...(parent ? { parent } : {}) }, parent && find(parent));
    }),
    ...problemsOf(() => {
      if (from && to && from !== to) checkEquipmentTransition(from, to);
    }),
  ];
}

function registrationOf({ patch }: ImportRow, kind: EquipmentKind, record: EquipmentRecord): EquipmentCommand {
  const { parent, state } = patch;
  return registration({ kind, record, ...(parent ? { parent } : {}), ...(state ? { state } : {}) });
}

/** All that the row states; what holds already is left out when it is carried out. */
function changes(row: ImportRow, record: EquipmentRecord, { reason }: PlanPlace): EquipmentCommand[] {
  const { parent, state } = row.patch;
  return [
    ...(parent ? [{ kind: "move", parent } as const] : []),
    { kind: "change", record },
    ...(state ? [{ kind: "set_state", state, reason } as const] : []),
    ...documentCommands(row),
  ];
}

function documentCommands({ patch: { documents = [] } }: ImportRow): EquipmentCommand[] {
  return documents.filter(({ file }) => file === undefined).map((document) => ({ kind: "add_document", document }));
}

/** A file that the node has stays as it is; another one cannot come by way of a table. */
function missingFiles({ documents = [] }: EquipmentPatch, before: Equipment | undefined): InvalidValue[] {
  const kept = new Set(before?.documents.map(({ id, file }) => `${id}:${file?.sha256}`));
  return documents
    .filter(({ id, file }) => file !== undefined && !kept.has(`${id}:${file.sha256}`))
    .map(({ id }) => new InvalidValue("documents", id, "a link: a file is put by a call of its own", "file_not_included"));
}

function revisionProblems({ patch: { revision } }: ImportRow, before: EquipmentEntry | undefined): InvalidValue[] {
  if (revision === undefined || revision === null || revision === (before?.revision ?? 0)) return [];
  const standing = before ? `${before.revision} (by ${before.changedBy}, ${formatTimeNs(before.changedNs)})` : "absent: the node is new";
  return [new InvalidValue("revision", revision, standing, "conflict")];
}

/** The commands that have news, and the node as they leave it. */
function carriedOut(row: ImportRow, all: readonly EquipmentCommand[], { organisation, site, before, find }: PlanPlace): PlannedRow {
  const key = { organisation, site, code: row.code };
  let after = before?.equipment;
  const commands: EquipmentCommand[] = [];
  const problems = problemsOf(() => {
    for (const command of all) {
      const outcome = applyEquipmentCommand(key, after, command, find);
      if (outcome.news.length > 0) commands.push(command);
      after = outcome.equipment;
    }
  });
  return problems.length > 0 ? refused(row, before, problems) : { row, before, commands, after, problems };
}

function missingKind({ patch }: ImportRow): InvalidValue {
  return new InvalidValue("kind", patch.kind, "given for a node that the register does not have yet", "missing_kind");
}

function problemsOf(check: () => void): InvalidValue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InvalidValue) return [error];
    throw error;
  }
}
