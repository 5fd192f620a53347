import type { Equipment, EquipmentEntry } from "./equipment.js";
import type { EquipmentDocument, EquipmentMeasurement } from "./equipment-record.js";
import { formatTimeNs } from "./time.js";

/** Fields of a node that fit one cell, in the order in which tables have them; `nameplate.further.NAME` comes behind. */
export const EQUIPMENT_FIELDS = [
  "code",
  "kind",
  "parent",
  "nameZh",
  "nameEn",
  "state",
  "asset",
  "component",
  "oem",
  "criticality",
  "nameplate.manufacturer",
  "nameplate.model",
  "nameplate.serial",
  "nameplate.yearBuilt",
  "nameplate.ratedPowerKw",
  "nameplate.ratedSpeedRpm",
  "nameplate.ratedVoltageV",
  "nameplate.ratedCurrentA",
  "nameplate.ratedFrequencyHz",
  "nameplate.massKg",
  "revision",
] as const;
export type EquipmentField = (typeof EQUIPMENT_FIELDS)[number];

export const FURTHER_PREFIX = "nameplate.further.";

/** A node as plain JSON, as people exchange it: what is absent is left out. Costs and history are not part of it. */
export function equipmentForm({ equipment, revision }: Pick<EquipmentEntry, "equipment" | "revision">) {
  const { code, kind, parent, state, record, documents } = equipment;
  const { name, asset, component, oem, criticality, nameplate, measurements } = record;
  return {
    ...{ code, kind, parent, nameZh: name.zh, nameEn: name.en, state, asset, component, oem, criticality, nameplate },
    measurements: measurements.map(measurementForm),
    documents: documents.map(documentForm),
    revision,
  };
}

/** The fields that fit a cell, by name; what is absent has none. */
export function equipmentCells(entry: Pick<EquipmentEntry, "equipment" | "revision">): ReadonlyMap<string, string | number> {
  const { nameplate, measurements: _, documents: __, ...plain } = equipmentForm(entry);
  const { further, ...figures } = nameplate;
  const cells = [
    ...Object.entries(plain),
    ...Object.entries(figures).map(([name, value]) => [`nameplate.${name}`, value] as const),
    ...Object.entries(further).map(([name, value]) => [`${FURTHER_PREFIX}${name}`, value] as const),
  ];
  return new Map(cells.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value] as const])));
}

export function measurementForm({ timeNs, ...measurement }: EquipmentMeasurement) {
  return { ...measurement, time: formatTimeNs(timeNs) };
}

export function documentForm({ id, name, type, link, file }: EquipmentDocument) {
  return { id, name, type, ...(link === undefined ? {} : { link }), ...(file === undefined ? {} : { file }) };
}

/** Names of the further fields of a nameplate that some node has. */
export function furtherFields({ record }: Equipment): string[] {
  return Object.keys(record.nameplate.further).map((name) => `${FURTHER_PREFIX}${name}`);
}
