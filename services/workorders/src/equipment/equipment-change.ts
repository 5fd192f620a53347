import { type EquipmentEntry, type EquipmentKey, formatTimeNs, InvalidValue } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import { unknownEquipment } from "./equipment-tree.js";

/** Who changes a node, why, and from which revision of it. */
export interface EquipmentChange {
  readonly actor: string;
  readonly note: string;
  /** 0: the node must be new. Absent: any revision will do. */
  readonly expectedRevision?: number;
}

const MAX_ACTOR = 100;
const MAX_NOTE = 1_000;

/** @throws InvalidValue naming the field */
export function checkChange({ actor, note, expectedRevision }: EquipmentChange): void {
  if (actor.trim() === "" || actor.length > MAX_ACTOR) throw new InvalidValue("actor", actor, `1 to ${MAX_ACTOR} characters`);
  if (note.length > MAX_NOTE) throw new InvalidValue("note", note, `at most ${MAX_NOTE} characters`);
  if (expectedRevision !== undefined && !(Number.isSafeInteger(expectedRevision) && expectedRevision >= 0))
    throw new InvalidValue("expectedRevision", expectedRevision, "the revision that the change was made from, a whole number from 0 on");
}

/** Whether the caller may be repeating the change that made the node what it is. */
export function mayBeRepetition(before: EquipmentEntry | undefined, { actor, expectedRevision }: EquipmentChange): boolean {
  return before !== undefined && before.changedBy === actor.trim() && before.revision === (expectedRevision ?? 0) + 1;
}

/** Why the change does not fit the node as it stands: who has changed it since, and when. Undefined where it does. */
export function conflictOf(key: EquipmentKey, before: EquipmentEntry | undefined, change: EquipmentChange): ServiceError | undefined {
  const { expectedRevision: expected } = change;
  if (expected === undefined || expected === (before?.revision ?? 0)) return undefined;
  if (!before) return unknownEquipment(key);
  const standing = `revision ${before.revision} (by ${before.changedBy}, ${formatTimeNs(before.changedNs)})`;
  return new ServiceError("conflict", `equipment ${key.code} has ${standing}, not revision ${expected}`, {
    field: "expectedRevision",
    value: String(expected),
    limit: String(before.revision),
    retryable: false,
  });
}
