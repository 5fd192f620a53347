import { checkEquipmentDocument, checkEquipmentRecord } from "./check-equipment.js";
import { checkEquipmentParent } from "./check-equipment-parent.js";
import type { Equipment, EquipmentKey } from "./equipment.js";
import { equipmentChanges } from "./equipment-changes.js";
import type { EquipmentCode } from "./equipment-code.js";
import { addCost, type CostEntry, checkCostEntry } from "./equipment-cost.js";
import type { EquipmentEvent, FieldChange } from "./equipment-event.js";
import { type EquipmentKind, isMachinery } from "./equipment-hierarchy.js";
import type { EquipmentDocument, EquipmentRecord } from "./equipment-record.js";
import { checkEquipmentTransition, EQUIPMENT_STATES, type EquipmentState } from "./equipment-state.js";
import { InvalidValue } from "./invalid-value.js";
import type { TimeNs } from "./time.js";

/** What can be done with a node. */
export type EquipmentCommand =
  | {
      readonly kind: "register";
      readonly as: EquipmentKind;
      readonly parent?: EquipmentCode;
      readonly record: EquipmentRecord;
      /** Machines and components; absent: commissioned. */
      readonly state?: EquipmentState;
    }
  | { readonly kind: "change"; readonly record: EquipmentRecord }
  | { readonly kind: "move"; readonly parent: EquipmentCode }
  | { readonly kind: "set_state"; readonly state: EquipmentState; readonly reason: string }
  | { readonly kind: "add_document"; readonly document: EquipmentDocument }
  | { readonly kind: "remove_document"; readonly id: string }
  | { readonly kind: "book_cost"; readonly entry: CostEntry };

/** What a command adds to the time line; who and when is added when it is put on record. */
export type EquipmentNews = Pick<EquipmentEvent, "kind" | "subject" | "changes"> & {
  readonly cost?: CostEntry;
  /** Where it differs from the moment of the command. */
  readonly timeNs?: TimeNs;
  /** Where it differs from the note of the change. */
  readonly note?: string;
};

/** The node as it is since, and what is new; no news where the command says what holds already. */
export interface EquipmentOutcome {
  readonly equipment: Equipment;
  readonly news: readonly EquipmentNews[];
}

/** A node of the same organisation and site by its code. */
export type FindEquipment = (code: EquipmentCode) => Equipment | undefined;

const MAX_DOCUMENTS = 500;
const MAX_REASON = 1_000;

/**
 * Carries out one command. The same command again has no news, but for costs, which the register knows by their ids.
 * @param before the node; undefined where there is none yet
 * @param find answers for the parents that commands name
 * @throws InvalidValue with field, value, limit and reason where a rule of the tree, the record or the state is broken
 */
export function applyEquipmentCommand(
  key: EquipmentKey,
  before: Equipment | undefined,
  command: EquipmentCommand,
  find: FindEquipment,
): EquipmentOutcome {
  if (command.kind === "register") return register(key, before, command, find);
  if (!before) throw new InvalidValue("code", key.code, "the code of a node of the register", "unknown_code");
  switch (command.kind) {
    case "change":
      return change(before, command.record);
    case "move":
      return move(before, command.parent, find);
    case "set_state":
      return setState(before, command.state, command.reason);
    case "add_document":
      return addDocument(before, command.document);
    case "remove_document":
      return removeDocument(before, command.id);
    case "book_cost":
      return bookCost(before, command.entry);
  }
}

function register(
  { organisation, site, code }: EquipmentKey,
  before: Equipment | undefined,
  { as: kind, parent, record, state }: Extract<EquipmentCommand, { kind: "register" }>,
  find: FindEquipment,
): EquipmentOutcome {
  if (before) throw new InvalidValue("code", code, "a code that the register does not have yet", "code_taken");
  const standing = parent === undefined ? {} : { parent };
  checkEquipmentParent({ code, kind, ...standing }, parent === undefined ? undefined : find(parent));
  checkEquipmentRecord(kind, record);
  if (state !== undefined) checkHasState(kind, state);
  const initial = isMachinery(kind) ? { state: state ?? "commissioned" } : {};
  const equipment: Equipment = { organisation, site, code, kind, ...standing, ...initial, record, documents: [], costTotals: [] };
  const facts = Object.entries({ kind, ...standing, ...initial }).map(([field, after]) => ({ field, before: "", after }));
  return { equipment, news: [{ kind: "registered", subject: "", changes: [...facts, ...equipmentChanges(undefined, record)] }] };
}

function change(before: Equipment, record: EquipmentRecord): EquipmentOutcome {
  checkEquipmentRecord(before.kind, record);
  const changes = equipmentChanges(before.record, record);
  if (changes.length === 0) return unchanged(before);
  return { equipment: { ...before, record }, news: [{ kind: "changed", subject: "", changes }] };
}

function move(before: Equipment, parent: EquipmentCode, find: FindEquipment): EquipmentOutcome {
  if (before.parent === parent) return unchanged(before);
  checkEquipmentParent({ ...before, parent }, find(parent));
  const changes = [{ field: "parent", before: before.parent ?? "", after: parent }];
  const news = (["moved_away", "moved_in"] as const).map((kind) => ({ kind, subject: "", changes }));
  return { equipment: { ...before, parent }, news };
}

function setState(before: Equipment, state: EquipmentState, reason: string): EquipmentOutcome {
  checkHasState(before.kind, state);
  const from = before.state ?? "commissioned";
  if (from === state) return unchanged(before);
  if (reason.trim() === "" || reason.length > MAX_REASON) throw new InvalidValue("reason", reason, `1 to ${MAX_REASON} characters`);
  checkEquipmentTransition(from, state);
  const news = { kind: "state_changed", subject: "", changes: [fieldChange("state", from, state)], note: reason } as const;
  return { equipment: { ...before, state, ...repairsAfter(before, from, state) }, news: [news] };
}

/** What is retired from repair never came back from it. */
function repairsAfter({ kind, repairs = 0 }: Equipment, from: EquipmentState, to: EquipmentState): Pick<Equipment, "repairs"> {
  const isBack = kind === "machine" && (from === "retired" || (from === "in_repair" && to !== "retired"));
  return isBack ? { repairs: repairs + 1 } : {};
}

function addDocument(before: Equipment, document: EquipmentDocument): EquipmentOutcome {
  checkEquipmentDocument(document);
  const { id } = document;
  const old = before.documents.find((each) => each.id === id);
  const changes = [fieldChange("document", old ? documentText(old) : "", documentText(document))];
  if (changes[0]?.before === changes[0]?.after) return unchanged(before);
  const documents = [...before.documents.filter((each) => each.id !== id), document];
  if (documents.length > MAX_DOCUMENTS) throw new InvalidValue("documents", documents.length, `at most ${MAX_DOCUMENTS} documents`);
  return { equipment: { ...before, documents }, news: [{ kind: "document_added", subject: id, changes }] };
}

function removeDocument(before: Equipment, id: string): EquipmentOutcome {
  const old = before.documents.find((each) => each.id === id);
  if (!old) throw new InvalidValue("id", id, "the id of a document of the node", "unknown_document");
  const changes = [fieldChange("document", documentText(old), "")];
  const documents = before.documents.filter((each) => each.id !== id);
  return { equipment: { ...before, documents }, news: [{ kind: "document_removed", subject: id, changes }] };
}

function bookCost(before: Equipment, entry: CostEntry): EquipmentOutcome {
  if (!isMachinery(before.kind))
    throw new InvalidValue("code", before.code, "a machine or component, which costs are booked on", "wrong_kind");
  checkCostEntry(entry);
  const { id, kind, amountMinor, currency, timeNs, note } = entry;
  const changes = [fieldChange(kind, "", `${amountMinor} ${currency}`)];
  const news = { kind: "cost_booked", subject: id, changes, cost: entry, timeNs, ...(note ? { note } : {}) } as const;
  return { equipment: { ...before, costTotals: addCost(before.costTotals, entry) }, news: [news] };
}

function unchanged(equipment: Equipment): EquipmentOutcome {
  return { equipment, news: [] };
}

function checkHasState(kind: EquipmentKind, state: EquipmentState): void {
  if (!isMachinery(kind)) throw new InvalidValue("state", state, `absent: a ${kind} has no state`, "wrong_kind");
  if (!EQUIPMENT_STATES.includes(state)) throw new InvalidValue("state", state, `one of ${EQUIPMENT_STATES.join(", ")}`, "unknown_word");
}

function fieldChange(field: string, before: string, after: string): FieldChange {
  return { field, before, after };
}

function documentText({ name, type, link, file }: EquipmentDocument): string {
  return JSON.stringify({ name, type, link, contentType: file?.contentType, bytes: file?.bytes, sha256: file?.sha256 });
}
