import { type EquipmentCode, type EquipmentMeasurement, equipmentCode, InvalidValue } from "@phm/domain";
import type { FileRecord, RecordKind } from "./record-kind.js";

const MAX_TEXT = 200;

/** Findings of a laboratory or the quality control (LIMS, QMS) on machines: an oil analysis, a dimension report. One figure a row. */
export const QUALITY: RecordKind = {
  name: "quality",
  key: ["equipment", "quantity", "time"],
  fields: {
    equipment: { type: "text", maxLength: MAX_TEXT, required: true },
    quantity: { type: "text", maxLength: MAX_TEXT, required: true },
    value: { type: "number", required: true },
    unit: { type: "text", maxLength: MAX_TEXT },
    min: { type: "number" },
    max: { type: "number" },
    time: { type: "time", required: true },
    person: { type: "text", maxLength: MAX_TEXT, required: true },
    note: { type: "text", maxLength: 1_000 },
  },
};

/** What was found, and on which node of the equipment register. */
export interface QualityFinding {
  readonly equipment: EquipmentCode;
  readonly measurement: EquipmentMeasurement;
}

/** The finding that a record of kind `quality` states. @throws InvalidValue where max is below min, or the code is none */
export function qualityFindingOf({ fields }: FileRecord): QualityFinding {
  const { equipment, quantity, value, unit = "", min, max, time, person, note = "" } = fields;
  if (min !== undefined && max !== undefined && Number(max) < Number(min))
    throw new InvalidValue("max", max, `at least min, which is ${min}`);
  const measurement: EquipmentMeasurement = {
    ...{ phase: "quality", quantity: String(quantity), value: Number(value), unit: String(unit) },
    ...(min === undefined ? {} : { min: Number(min) }),
    ...(max === undefined ? {} : { max: Number(max) }),
    ...{ timeNs: BigInt(time ?? 0n), person: String(person), note: String(note) },
  };
  return { equipment: equipmentCode(String(equipment), "equipment"), measurement };
}
