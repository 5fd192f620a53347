import type { FieldChange } from "./equipment-event.js";
import type { EquipmentMeasurement, EquipmentRecord } from "./equipment-record.js";
import { formatTimeNs } from "./time.js";

/** What is different in a record, field by field, in the order of the fields. */
export function equipmentChanges(before: EquipmentRecord | undefined, after: EquipmentRecord): FieldChange[] {
  const old = before ? fieldsOf(before) : new Map<string, string>();
  const now = fieldsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? "", after: now.get(field) ?? "" }))
    .filter((change) => change.before !== change.after);
}

function fieldsOf({ name, nameplate, measurements, ...rest }: EquipmentRecord): Map<string, string> {
  const { further, ...figures } = nameplate;
  const nested = [
    ...Object.entries(rest),
    ...named("nameplate", figures),
    ...named("nameplate.further", further),
    ...measurements.map((each, i) => [`measurements[${i}]`, measurementText(each)] as const),
  ];
  const given = nested.filter(([, value]) => value !== undefined).map(([field, value]) => [field, String(value)] as const);
  return new Map([["nameEn", name.en], ["nameZh", name.zh], ...given]);
}

function named(prefix: string, fields: object): (readonly [string, unknown])[] {
  return Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value] as const);
}

/** Every field of a measurement, always in this order, so that no change of one goes unnoticed and nothing else counts as one. */
function measurementText({ phase, quantity, value, unit, min, max, timeNs, person, note }: EquipmentMeasurement): string {
  return JSON.stringify({ phase, quantity, value, unit, min, max, time: formatTimeNs(timeNs), person, note });
}
