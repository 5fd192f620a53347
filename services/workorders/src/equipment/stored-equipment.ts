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

/** What lists are narrowed by, each in both orders. */
const FILTERS = ["parent", "kind", "state", "criticality"] as const;

export const EQUIPMENT_COLLECTION: CollectionSpec = {
  name: "equipment",
  indexes: [
    { name: "by_code", fields: ["organisation", "site", "code"] },
    { name: "by_change", fields: ["organisation", "site", "changedNs"] },
    ...FILTERS.flatMap((filter) => [
      { name: `by_${filter}`, fields: ["organisation", "site", filter, "code"] },
      { name: `by_${filter}_change`, fields: ["organisation", "site", filter, "changedNs"] },
    ]),
    { name: "one_asset", fields: ["organisation", "site", "asset"], unique: true },
    { name: "one_component", fields: ["organisation", "site", "parent", "component"], unique: true },
    { name: "unsettled", fields: ["unsettled"] },
  ],
};

/** Whose time lines there are: a node's own, and those of the places that it stood in. */
const TIMELINES = { node: "code", site: "under.site", area: "under.area", line: "under.line", machine: "under.machine" } as const;

export const EQUIPMENT_EVENT_COLLECTION: CollectionSpec = {
  name: "equipment_events",
  indexes: Object.entries(TIMELINES).flatMap(([name, field]) => [
    { name: `of_${name}`, fields: ["organisation", "site", field, "timeNs"] },
    { name: `of_${name}_by_kind`, fields: ["organisation", "site", field, "kind", "timeNs"] },
  ]),
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
