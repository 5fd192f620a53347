import { type EquipmentEntryMessage, equipmentEntryToWire } from "@phm/contracts";
import { type EquipmentEntry, InvalidValue } from "@phm/domain";
import type { EquipmentChange } from "../equipment/equipment-change.js";

interface ChangeMessage {
  readonly actor: string;
  readonly note: string;
  readonly expectedRevision: bigint;
}

/** @throws InvalidValue where nobody is said to make the change */
export function changeFromWire(message: ChangeMessage | undefined): EquipmentChange & { readonly expectedRevision: number } {
  if (!message) throw new InvalidValue("change", undefined, "who makes it, and from which revision");
  const { actor, note, expectedRevision } = message;
  return { actor, note, expectedRevision: Number(expectedRevision) };
}

export function entryAnswer(entry: EquipmentEntry): { entry: EquipmentEntryMessage } {
  return { entry: equipmentEntryToWire(entry) };
}
