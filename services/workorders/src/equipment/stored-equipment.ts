import {
  EquipmentEventSchema,
  EquipmentSchema,
  equipmentEventFromWire,
  equipmentEventToWire,
  equipmentFromWire,
  equipmentToWire,
} from "@phm/contracts";
import { type EquipmentEntry, type EquipmentEvent, storedTime } from "@phm/domain";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";

/** Codes of the nodes that one stands in, itself included, by their kind: what a time line with all below is asked by. */
export type Places = {
  readonly site?: string;
  readonly area?: string;
  readonly line?: string;
  readonly machine?: string;
};

/** An event with the places where it happened, which later moves do not change. */
export type StoredEvent = {
  readonly organisation: string;
  readonly site: string;
  readonly code: string;
  readonly kind: string;
  readonly timeNs: string;
  readonly under: Places;
  /** In the JSON form of the contract. */
  readonly event: JsonObject;
};

/** What a change has left to do: it is done at once where possible, else by the upkeep. Every part can be repeated. */
export type Pending = {
  /** For the time line. */
  readonly events: readonly StoredEvent[];
  /** Assets whose configuration the other services must be told anew. */
  readonly announce: readonly string[];
  /** Assets whose orders and advisories so far belong on the time line. */
  readonly catchUp: readonly string[];
};

export type StoredEquipment = {
  readonly organisation: string;
  readonly site: string;
  readonly code: string;
  readonly kind: string;
  readonly parent?: string;
  readonly state?: string;
  readonly criticality?: string;
  readonly asset?: string;
  readonly component?: string;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedNs: string;
  /** In the JSON form of the contract. */
  readonly equipment: JsonObject;
  /** Present while there is something pending, so that the index holds only what is to be done. */
  readonly unsettled?: true;
  readonly pending?: Pending;
};

export const EQUIPMENT_COLLECTION: CollectionSpec = {
  name: "equipment",
  indexes: [
    { name: "by_code", fields: ["organisation", "site", "code"] },
    { name: "by_parent", fields: ["organisation", "site", "parent", "code"] },
    { name: "by_kind", fields: ["organisation", "site", "kind", "code"] },
    { name: "by_state", fields: ["organisation", "site", "state", "code"] },
    { name: "by_criticality", fields: ["organisation", "site", "criticality", "code"] },
    { name: "by_change", fields: ["organisation", "site", "changedNs"] },
    { name: "one_asset", fields: ["organisation", "site", "asset"], unique: true },
    { name: "one_component", fields: ["organisation", "site", "parent", "component"], unique: true },
    { name: "unsettled", fields: ["unsettled"] },
  ],
};

export const EQUIPMENT_EVENT_COLLECTION: CollectionSpec = {
  name: "equipment_events",
  indexes: [
    { name: "by_node", fields: ["organisation", "site", "code", "timeNs"] },
    { name: "by_node_kind", fields: ["organisation", "site", "code", "kind", "timeNs"] },
    ...(["site", "area", "line", "machine"] as const).map((place) => ({
      name: `under_${place}`,
      fields: ["organisation", "site", `under.${place}`, "timeNs"],
    })),
  ],
};

export const NOTHING_PENDING: Pending = { events: [], announce: [], catchUp: [] };

export function storedEquipment({ equipment, revision, changedBy, changedNs }: EquipmentEntry, pending: Pending): StoredEquipment {
  const { organisation, site, code, kind, parent, state, record } = equipment;
  const { asset, component, criticality } = record;
  const hasPending = pending.events.length + pending.announce.length + pending.catchUp.length > 0;
  return {
    ...{ organisation, site, code, kind, revision, changedBy, changedNs: storedTime(changedNs) },
    ...(parent === undefined ? {} : { parent }),
    ...(state === undefined ? {} : { state }),
    ...(asset === undefined ? {} : { asset }),
    ...(component === undefined ? {} : { component }),
    ...(criticality === undefined ? {} : { criticality }),
    equipment: toStored(EquipmentSchema, equipmentToWire(equipment)),
    ...(hasPending ? { unsettled: true as const, pending } : {}),
  };
}

export function readEntry({ equipment, revision, changedBy, changedNs }: StoredEquipment): EquipmentEntry {
  return { equipment: equipmentFromWire(fromStored(EquipmentSchema, equipment)), revision, changedBy, changedNs: BigInt(changedNs) };
}

export function storedEvent(event: EquipmentEvent, under: Places): StoredEvent {
  const { node, kind, timeNs } = event;
  return { ...node, kind, timeNs: storedTime(timeNs), under, event: toStored(EquipmentEventSchema, equipmentEventToWire(event)) };
}

export function readEvent({ event }: StoredEvent): EquipmentEvent {
  return equipmentEventFromWire(fromStored(EquipmentEventSchema, event));
}
