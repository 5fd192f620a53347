import { create } from "@bufbuild/protobuf";
import {
  type CostEntry,
  type CostKind,
  type CostTotal,
  type Equipment,
  type EquipmentEntry,
  type EquipmentEvent,
  type EquipmentEventKind,
  type EquipmentKey,
  type EquipmentKind,
  type EquipmentState,
  equipmentCode,
  InvalidValue,
  organisationId,
  siteId,
} from "@phm/domain";
import * as wire from "../gen/phm/equipment/v1/equipment_pb.js";
import { enumCodec } from "./enum-codec.js";
import {
  equipmentDocumentFromWire,
  equipmentDocumentToWire,
  equipmentRecordFromWire,
  equipmentRecordToWire,
} from "./equipment-record-codec.js";
import { present } from "./optional-fields.js";

export const equipmentKindCodec = enumCodec<EquipmentKind, wire.EquipmentKind>({
  site: wire.EquipmentKind.SITE,
  area: wire.EquipmentKind.AREA,
  line: wire.EquipmentKind.LINE,
  machine: wire.EquipmentKind.MACHINE,
  component: wire.EquipmentKind.COMPONENT,
});

export const equipmentStateCodec = enumCodec<EquipmentState, wire.EquipmentState>({
  commissioned: wire.EquipmentState.COMMISSIONED,
  running: wire.EquipmentState.RUNNING,
  stopped: wire.EquipmentState.STOPPED,
  in_repair: wire.EquipmentState.IN_REPAIR,
  retired: wire.EquipmentState.RETIRED,
});

export const costKindCodec = enumCodec<CostKind, wire.CostKind>({
  labour: wire.CostKind.LABOUR,
  parts: wire.CostKind.PARTS,
  downtime: wire.CostKind.DOWNTIME,
});

export const equipmentEventKindCodec = enumCodec<EquipmentEventKind, wire.EquipmentEventKind>({
  registered: wire.EquipmentEventKind.REGISTERED,
  changed: wire.EquipmentEventKind.CHANGED,
  moved_away: wire.EquipmentEventKind.MOVED_AWAY,
  moved_in: wire.EquipmentEventKind.MOVED_IN,
  state_changed: wire.EquipmentEventKind.STATE_CHANGED,
  document_added: wire.EquipmentEventKind.DOCUMENT_ADDED,
  document_removed: wire.EquipmentEventKind.DOCUMENT_REMOVED,
  cost_booked: wire.EquipmentEventKind.COST_BOOKED,
  order: wire.EquipmentEventKind.ORDER,
  verdict: wire.EquipmentEventKind.VERDICT,
  advisory: wire.EquipmentEventKind.ADVISORY,
  past_order: wire.EquipmentEventKind.PAST_ORDER,
});

export const TABLE_FORMATS = ["csv", "json"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const tableFormatCodec = enumCodec<TableFormat, wire.TableFormat>({ csv: wire.TableFormat.CSV, json: wire.TableFormat.JSON });

/** @throws InvalidValue naming the part that is missing or malformed */
export function equipmentKeyFromWire(ref: { organisation: string; site: string; code: string } | undefined): EquipmentKey {
  if (!ref) throw new InvalidValue("ref", undefined, "the organisation, site and code of a node", "missing_ref");
  return { organisation: organisationId(ref.organisation), site: siteId(ref.site), code: equipmentCode(ref.code) };
}

export function costEntryToWire(entry: CostEntry): wire.CostEntry {
  const { kind, amountMinor, ...rest } = entry;
  return create(wire.CostEntrySchema, { ...rest, kind: costKindCodec.toWire(kind), amountMinor: BigInt(amountMinor) });
}

/** @throws InvalidValue naming the field that cannot be read */
export function costEntryFromWire(message: wire.CostEntry | undefined): CostEntry {
  if (!message) throw new InvalidValue("cost", undefined, "present");
  const { id, kind, timeNs, amountMinor, currency, order, note } = message;
  const read = { id, kind: costKindCodec.fromWire(kind, "kind"), timeNs, amountMinor: Number(amountMinor), currency, note };
  return { ...read, ...present({ order }) };
}

export function costTotalToWire({ kind, amountMinor, ...total }: CostTotal): wire.CostTotal {
  return create(wire.CostTotalSchema, { ...total, kind: costKindCodec.toWire(kind), amountMinor: BigInt(amountMinor) });
}

export function costTotalFromWire({ kind, year, currency, amountMinor, entries }: wire.CostTotal): CostTotal {
  return { kind: costKindCodec.fromWire(kind, "kind"), year, currency, amountMinor: Number(amountMinor), entries };
}

export function equipmentToWire({ kind, state, record, documents, costTotals, ...rest }: Equipment): wire.Equipment {
  return create(wire.EquipmentSchema, {
    ...rest,
    kind: equipmentKindCodec.toWire(kind),
    record: equipmentRecordToWire(record),
    documents: documents.map(equipmentDocumentToWire),
    costTotals: costTotals.map(costTotalToWire),
    ...present({ state: state && equipmentStateCodec.toWire(state) }),
  });
}

/** @throws InvalidValue naming the field that cannot be read */
export function equipmentFromWire(message: wire.Equipment | undefined): Equipment {
  if (!message) throw new InvalidValue("equipment", undefined, "present");
  const { kind, parent, state, record, documents, costTotals } = message;
  return {
    ...equipmentKeyFromWire(message),
    kind: equipmentKindCodec.fromWire(kind, "kind"),
    record: equipmentRecordFromWire(record),
    documents: documents.map(equipmentDocumentFromWire),
    costTotals: costTotals.map(costTotalFromWire),
    ...present({
      parent: parent === undefined ? undefined : equipmentCode(parent, "parent"),
      // Zero is the wire's way of saying nothing.
      state: state ? equipmentStateCodec.fromWire(state, "state") : undefined,
      repairs: message.repairs || undefined,
    }),
  };
}

export function equipmentEntryToWire({ equipment, revision, changedBy, changedNs }: EquipmentEntry): wire.EquipmentEntry {
  return create(wire.EquipmentEntrySchema, { equipment: equipmentToWire(equipment), revision: BigInt(revision), changedBy, changedNs });
}

/** @throws InvalidValue naming the field that cannot be read */
export function equipmentEntryFromWire(message: wire.EquipmentEntry | undefined): EquipmentEntry {
  if (!message) throw new InvalidValue("entry", undefined, "present");
  const { equipment, revision, changedBy, changedNs } = message;
  return { equipment: equipmentFromWire(equipment), revision: Number(revision), changedBy, changedNs };
}

export function equipmentEventToWire({ node, kind, changes, cost, ...event }: EquipmentEvent): wire.EquipmentEvent {
  return create(wire.EquipmentEventSchema, {
    ...event,
    ...node,
    kind: equipmentEventKindCodec.toWire(kind),
    changes: [...changes],
    ...present({ cost: cost && costEntryToWire(cost) }),
  });
}

/** @throws InvalidValue naming the field that cannot be read */
export function equipmentEventFromWire(message: wire.EquipmentEvent): EquipmentEvent {
  const { id, kind, timeNs, actor, note, subject, changes, cost } = message;
  return {
    ...{ id, node: equipmentKeyFromWire(message), kind: equipmentEventKindCodec.fromWire(kind, "kind"), timeNs, actor, note, subject },
    changes: changes.map(({ field, before, after }) => ({ field, before, after })),
    ...present({ cost: cost && costEntryFromWire(cost) }),
  };
}
