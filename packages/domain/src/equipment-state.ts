import { InvalidValue } from "./invalid-value.js";

/** `commissioned`: taken over, not running yet. `retired`: out of use, kept for its history. */
export const EQUIPMENT_STATES = ["commissioned", "running", "stopped", "in_repair", "retired"] as const;
export type EquipmentState = (typeof EQUIPMENT_STATES)[number];

/** What may follow. What runs is stopped before it is retired; what was retired can be taken into service anew. */
export const EQUIPMENT_TRANSITIONS: Readonly<Record<EquipmentState, readonly EquipmentState[]>> = {
  commissioned: ["running", "stopped", "in_repair", "retired"],
  running: ["stopped", "in_repair"],
  stopped: ["running", "in_repair", "retired"],
  in_repair: ["running", "stopped", "retired"],
  retired: ["commissioned"],
};

/** @throws InvalidValue on `state`, reason `illegal_transition`, naming what is legal now */
export function checkEquipmentTransition(from: EquipmentState, to: EquipmentState): void {
  const legal = EQUIPMENT_TRANSITIONS[from];
  if (!legal.includes(to)) throw new InvalidValue("state", to, `${legal.join(" or ")}, as it is ${from}`, "illegal_transition");
}
