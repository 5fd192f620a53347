import type { EquipmentCode } from "./equipment-code.js";
import type { CostTotal } from "./equipment-cost.js";
import type { EquipmentKind } from "./equipment-hierarchy.js";
import type { EquipmentDocument, EquipmentRecord } from "./equipment-record.js";
import type { EquipmentState } from "./equipment-state.js";
import type { OrganisationId, SiteId } from "./ids.js";
import type { TimeNs } from "./time.js";

/** Which node of the equipment tree, and whose. */
export interface EquipmentKey {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly code: EquipmentCode;
}

/** A node of the equipment register (设备台账). Never deleted: what is gone is retired, so that its history stays. */
export interface Equipment extends EquipmentKey {
  /** For good. */
  readonly kind: EquipmentKind;
  /** Of all but sites. */
  readonly parent?: EquipmentCode;
  /** Of machines and components. */
  readonly state?: EquipmentState;
  /** How often a machine came back from repair, or from being retired: each time it is another one and is learnt anew. */
  readonly repairs?: number;
  readonly record: EquipmentRecord;
  readonly documents: readonly EquipmentDocument[];
  /** What it has cost over its life, by kind, year and currency. */
  readonly costTotals: readonly CostTotal[];
}

/** A node as it stands in the register. */
export interface EquipmentEntry {
  readonly equipment: Equipment;
  /** 1 when it was registered, one more with each change: what a writer states to have seen. */
  readonly revision: number;
  readonly changedBy: string;
  readonly changedNs: TimeNs;
}

/** `org:site:code` */
export function equipmentKey({ organisation, site, code }: EquipmentKey): string {
  return `${organisation}:${site}:${code}`;
}
