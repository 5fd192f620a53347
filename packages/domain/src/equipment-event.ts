import type { EquipmentKey } from "./equipment.js";
import type { CostEntry } from "./equipment-cost.js";
import type { TimeNs } from "./time.js";

/**
 * What a node's time line is made of: `registered` to `cost_booked` are changes of the register, the last four come from the work
 * orders and advisories on the machine's asset, `past_order` from those of another system. A move is told at both places: `moved_away` at the old one, `moved_in` at the new one.
 */
export const EQUIPMENT_EVENT_KINDS = [
  "registered",
  "changed",
  "moved_away",
  "moved_in",
  "state_changed",
  "document_added",
  "document_removed",
  "cost_booked",
  "order",
  "verdict",
  "advisory",
  "past_order",
] as const;
export type EquipmentEventKind = (typeof EQUIPMENT_EVENT_KINDS)[number];

/** One field that changed; empty where it was or is not given. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** One line of a node's time line. Never changed. */
export interface EquipmentEvent {
  readonly id: string;
  /** The node that it happened to. */
  readonly node: EquipmentKey;
  readonly kind: EquipmentEventKind;
  /** When it happened; of orders and advisories in the machine's own time. */
  readonly timeNs: TimeNs;
  /** A person, a rule's name, or empty where nobody did it. */
  readonly actor: string;
  readonly note: string;
  /** What it is about: a document, cost entry, order or advisory by id; empty for the node itself. */
  readonly subject: string;
  readonly changes: readonly FieldChange[];
  /** Of `cost_booked`. */
  readonly cost?: CostEntry;
}
