import { describe, expect, test } from "@jest/globals";
import type { Equipment } from "./equipment.js";
import { equipmentCode } from "./equipment-code.js";
import { equipmentCells, equipmentForm } from "./equipment-form.js";
import type { EquipmentRecord } from "./equipment-record.js";
import { DEFAULT_ORGANISATION, DEFAULT_SITE } from "./ids.js";
import { flatEquipmentForm, parseEquipmentFields, parseEquipmentMeasurement } from "./parse-equipment.js";
import { patchEquipmentRecord } from "./patch-equipment.js";

const record: EquipmentRecord = {
  name: { en: "Feed pump", zh: "给水泵" },
  criticality: "high",
  nameplate: { manufacturer: "KSB", ratedPowerKw: 15, further: { Colour: "blue" } },
  measurements: [
    {
      phase: "acceptance",
      quantity: "vibration DE",
      value: 1.2,
      unit: "mm/s",
      max: 2.3,
      timeNs: 1_700_000_000_000_000_000n,
      person: "Li",
      note: "",
    },
  ],
};
const equipment: Equipment = {
  organisation: DEFAULT_ORGANISATION,
  site: DEFAULT_SITE,
  code: equipmentCode("M1"),
  kind: "machine",
  parent: equipmentCode("S1"),
  state: "running",
  record,
  documents: [],
  costTotals: [],
};

describe("a node as JSON", () => {
  test("is read back as it was written", () => {
    const form: unknown = JSON.parse(JSON.stringify(equipmentForm({ equipment, revision: 3 })));
    const { patch, problems } = parseEquipmentFields(flatEquipmentForm(form));
    expect(problems).toEqual([]);
    expect(patch).toMatchObject({ code: "M1", kind: "machine", parent: "S1", state: "running", revision: 3 });
    expect(patchEquipmentRecord(undefined, patch)).toEqual(record);
    expect(patchEquipmentRecord(record, patch)).toEqual(record);
  });

  test("what is left out stays, what is null or empty goes", () => {
    const { patch } = parseEquipmentFields([
      ["criticality", null],
      ["nameplate.manufacturer", ""],
      ["nameplate.further.Colour", ""],
    ]);
    expect(patchEquipmentRecord(record, patch)).toEqual({
      ...{ name: record.name, measurements: record.measurements },
      nameplate: { ratedPowerKw: 15, further: {} },
    });
  });

  test("every cell that cannot be read is told, and the others are read", () => {
    const { patch, problems } = parseEquipmentFields([
      ["code", "s1"],
      ["kind", "robot"],
      ["nameplate.ratedPowerKw", "1,5"],
      ["colour", "blue"],
      ["nameEn", "Pump"],
      ["nameplate.ratedSpeedRpm", " 1480.5 "],
    ]);
    expect(problems.map(({ field, reason }) => [field, reason])).toEqual([
      ["code", "bad_code"],
      ["kind", "unknown_word"],
      ["nameplate.ratedPowerKw", "wrong_type"],
      ["colour", "unknown_field"],
    ]);
    expect(patch).toMatchObject({ nameEn: "Pump", "nameplate.ratedSpeedRpm": 1480.5 });
  });

  test("a measurement without its time or with a word for a figure is refused by field", () => {
    const measured = { phase: "as_built", quantity: "gap", value: 0.1, unit: "mm", time: "2026-01-01T00:00:00Z", person: "Li" };
    expect(parseEquipmentMeasurement(measured, "measurements[0]")).toMatchObject({ value: 0.1, note: "" });
    const refused = (change: object) => () => parseEquipmentMeasurement({ ...measured, ...change }, "measurements[0]");
    expect(refused({ time: "yesterday" })).toThrow(expect.objectContaining({ field: "measurements[0].time" }));
    expect(refused({ value: "small" })).toThrow(expect.objectContaining({ field: "measurements[0].value" }));
  });

  test("has a cell for each field that is given, and none for others", () => {
    expect(Object.fromEntries(equipmentCells({ equipment, revision: 3 }))).toEqual({
      ...{ code: "M1", kind: "machine", parent: "S1", state: "running", nameEn: "Feed pump", nameZh: "给水泵", criticality: "high" },
      ...{ "nameplate.manufacturer": "KSB", "nameplate.ratedPowerKw": 15, "nameplate.further.Colour": "blue", revision: 3 },
    });
  });
});
