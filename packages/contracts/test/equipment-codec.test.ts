import { type DescMessage, fromBinary, fromJson, type JsonValue, type MessageShape, toBinary, toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "@jest/globals";
import {
  assetId,
  COST_KINDS,
  type CostEntry,
  CRITICALITIES,
  DOCUMENT_TYPES,
  EQUIPMENT_EVENT_KINDS,
  EQUIPMENT_KINDS,
  EQUIPMENT_STATES,
  type EquipmentDocument,
  type EquipmentEntry,
  type EquipmentEvent,
  type EquipmentRecord,
  equipmentCode,
  MEASUREMENT_PHASES,
  organisationId,
  siteId,
} from "@phm/domain";
import fc from "fast-check";
import * as contracts from "../src/index.js";

const name = fc.stringMatching(/^[A-Za-z0-9_\-泵é]{1,24}$/);
const text = fc.string({ unit: "grapheme", maxLength: 40 });
const figure = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const time = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const code = fc.stringMatching(/^[A-Z0-9]{1,4}(-[A-Z0-9]{1,4}){0,3}$/).map((each) => equipmentCode(each));
const amountMinor = fc.integer({ min: -1e13, max: 1e13 });

/** Optional fields are left out rather than set to undefined, as everywhere in the domain. */
const record = <T>(model: { [P in keyof T]-?: fc.Arbitrary<T[P]> }, requiredKeys: (keyof T)[]) =>
  fc.record(model as never, { requiredKeys: requiredKeys as never, noNullPrototype: true }) as fc.Arbitrary<T>;

const key = { organisation: name.map(organisationId), site: name.map(siteId), code };
const nameplate = record<EquipmentRecord["nameplate"]>(
  {
    ...{ manufacturer: text, model: text, serial: text, yearBuilt: fc.integer({ min: 0, max: 3000 }) },
    ...{
      ratedPowerKw: figure,
      ratedSpeedRpm: figure,
      ratedVoltageV: figure,
      ratedCurrentA: figure,
      ratedFrequencyHz: figure,
      massKg: figure,
    },
    further: fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true }),
  },
  ["further"],
);
const measurement = record<EquipmentRecord["measurements"][number]>(
  {
    ...{ phase: fc.constantFrom(...MEASUREMENT_PHASES), quantity: text, value: figure, unit: text, min: figure, max: figure },
    ...{ timeNs: time, person: text, note: text },
  },
  ["phase", "quantity", "value", "unit", "timeNs", "person", "note"],
);
const equipmentRecord = record<EquipmentRecord>(
  {
    ...{ name: fc.record({ en: text, zh: text }), asset: name.map(assetId), component: text, oem: name.map(organisationId) },
    ...{ criticality: fc.constantFrom(...CRITICALITIES), nameplate, measurements: fc.array(measurement, { maxLength: 3 }) },
  },
  ["name", "nameplate", "measurements"],
);
const file = fc.record({ contentType: text, bytes: fc.nat(), sha256: text });
const document: fc.Arbitrary<EquipmentDocument> = fc
  .tuple(
    fc.record({ id: text, name: text, type: fc.constantFrom(...DOCUMENT_TYPES) }),
    fc.oneof(fc.record({ link: text }), fc.record({ file })),
  )
  .map(([facts, content]) => ({ ...facts, ...content }));
const cost = record<CostEntry>(
  { id: text, kind: fc.constantFrom(...COST_KINDS), timeNs: time, amountMinor, currency: text, order: text, note: text },
  ["id", "kind", "timeNs", "amountMinor", "currency", "note"],
);
const total = fc.record({ kind: fc.constantFrom(...COST_KINDS), year: fc.nat(9999), currency: text, amountMinor, entries: fc.nat(1000) });
const entry: fc.Arbitrary<EquipmentEntry> = fc.record({
  equipment: record<EquipmentEntry["equipment"]>(
    {
      ...{
        ...key,
        kind: fc.constantFrom(...EQUIPMENT_KINDS),
        parent: code,
        state: fc.constantFrom(...EQUIPMENT_STATES),
        repairs: fc.integer({ min: 1, max: 1000 }),
        record: equipmentRecord,
      },
      ...{ documents: fc.array(document, { maxLength: 3 }), costTotals: fc.array(total, { maxLength: 3 }) },
    },
    ["organisation", "site", "code", "kind", "record", "documents", "costTotals"],
  ),
  revision: fc.nat(),
  changedBy: text,
  changedNs: time,
});
const event = record<EquipmentEvent>(
  {
    ...{
      id: text,
      node: fc.record(key),
      kind: fc.constantFrom(...EQUIPMENT_EVENT_KINDS),
      timeNs: time,
      actor: text,
      note: text,
      subject: text,
    },
    ...{ changes: fc.array(fc.record({ field: text, before: text, after: text }), { maxLength: 3 }), cost },
  },
  ["id", "node", "kind", "timeNs", "actor", "note", "subject", "changes"],
);

function roundTrips<T, D extends DescMessage>(
  noun: string,
  values: fc.Arbitrary<T>,
  schema: D,
  toWire: (value: T) => MessageShape<D>,
  fromWire: (message: MessageShape<D>) => T,
) {
  test(`${noun} survives the wire and the store unchanged`, () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(fromWire(fromBinary(schema, toBinary(schema, toWire(value))))).toEqual(value);
        const stored = JSON.parse(JSON.stringify(toJson(schema, toWire(value)))) as JsonValue;
        expect(fromWire(fromJson(schema, stored))).toEqual(value);
      }),
      { numRuns: 150 },
    );
  });
}

describe("equipment on the wire", () => {
  const { EquipmentEntrySchema, equipmentEntryToWire, equipmentEntryFromWire } = contracts;
  roundTrips("an entry of the register", entry, EquipmentEntrySchema, equipmentEntryToWire, equipmentEntryFromWire);
  const { EquipmentEventSchema, equipmentEventToWire, equipmentEventFromWire } = contracts;
  roundTrips("an event", event, EquipmentEventSchema, equipmentEventToWire, equipmentEventFromWire);

  test("what is missing or unknown is refused by field", () => {
    expect(() => contracts.equipmentKeyFromWire(undefined)).toThrow(expect.objectContaining({ field: "ref" }));
    expect(() => contracts.equipmentKindCodec.fromWire(0, "kind")).toThrow(expect.objectContaining({ field: "kind" }));
    const malformed = { organisation: "acme", site: "north", code: "s1" };
    expect(() => contracts.equipmentKeyFromWire(malformed)).toThrow(expect.objectContaining({ field: "code", reason: "bad_code" }));
  });
});
