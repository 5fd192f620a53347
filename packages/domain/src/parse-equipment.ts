import { CRITICALITIES } from "./criticality.js";
import { equipmentCode } from "./equipment-code.js";
import { type EquipmentField, FURTHER_PREFIX } from "./equipment-form.js";
import { EQUIPMENT_KINDS } from "./equipment-hierarchy.js";
import { DOCUMENT_TYPES, type EquipmentDocument, type EquipmentMeasurement, MEASUREMENT_PHASES } from "./equipment-record.js";
import { EQUIPMENT_STATES } from "./equipment-state.js";
import { assetId, organisationId } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";
import { parseTimeNs } from "./time.js";

type Read<T> = (value: unknown, field: string) => T;
type Fields = Readonly<Record<string, unknown>>;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const text: Read<string> = (value, field) => {
  if (typeof value === "string") return value;
  throw new InvalidValue(field, value, "a text", "wrong_type");
};

/** A number, or a text that is nothing but one with a decimal point: `1,5` is not guessed at. */
const figure: Read<number> = (value, field) => {
  const number = typeof value === "string" && NUMBER.test(value.trim()) ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new InvalidValue(field, value, "a number with a decimal point", "wrong_type");
};

const word =
  <Word extends string>(words: readonly Word[]): Read<Word> =>
  (value, field) => {
    if (words.includes(value as Word)) return value as Word;
    throw new InvalidValue(field, value, `one of ${words.join(", ")}`, "unknown_word");
  };

/** Ids name themselves in their errors; a table's column may have another name. */
const id =
  <Id>(parse: (value: unknown) => Id): Read<Id> =>
  (value, field) => {
    try {
      return parse(value);
    } catch (error) {
      throw error instanceof InvalidValue ? new InvalidValue(field, value, error.limit, error.reason) : error;
    }
  };

const READERS = {
  code: equipmentCode,
  kind: word(EQUIPMENT_KINDS),
  parent: equipmentCode,
  nameZh: text,
  nameEn: text,
  state: word(EQUIPMENT_STATES),
  asset: id(assetId),
  component: text,
  oem: id(organisationId),
  criticality: word(CRITICALITIES),
  "nameplate.manufacturer": text,
  "nameplate.model": text,
  "nameplate.serial": text,
  "nameplate.yearBuilt": figure,
  "nameplate.ratedPowerKw": figure,
  "nameplate.ratedSpeedRpm": figure,
  "nameplate.ratedVoltageV": figure,
  "nameplate.ratedCurrentA": figure,
  "nameplate.ratedFrequencyHz": figure,
  "nameplate.massKg": figure,
  revision: figure,
} satisfies Record<EquipmentField, Read<unknown>>;

/** What is stated of a node, by field: `null` says that it has none, what is not in it is left as it is. */
export type EquipmentPatch = { readonly [Field in EquipmentField]?: ReturnType<(typeof READERS)[Field]> | null } & {
  readonly further: ReadonlyMap<string, string | null>;
  readonly measurements?: readonly EquipmentMeasurement[];
  readonly documents?: readonly EquipmentDocument[];
};

/**
 * Reads what is stated of a node, field by field, and goes on after a field that cannot be read.
 * @param stated by field: `nameZh`, `nameplate.serial`, `nameplate.further.NAME`, …; an empty text, `null` and `undefined` say "none"
 * @returns what could be read, and an InvalidValue for each field that could not
 */
export function parseEquipmentFields(stated: Iterable<readonly [string, unknown]>): {
  readonly patch: EquipmentPatch;
  readonly problems: readonly InvalidValue[];
} {
  const fields: Record<string, unknown> = {};
  const further = new Map<string, string | null>();
  const problems: InvalidValue[] = [];
  for (const [field, value] of stated) {
    try {
      if (field.startsWith(FURTHER_PREFIX)) further.set(field.slice(FURTHER_PREFIX.length), isNone(value) ? null : text(value, field));
      else fields[field] = readField(field, value);
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      problems.push(error);
    }
  }
  return { patch: { ...fields, further } as EquipmentPatch, problems };
}

/** The fields of a node in JSON, those of its nameplate by their whole names. @throws InvalidValue for anything but an object */
export function flatEquipmentForm(form: unknown): [string, unknown][] {
  return Object.entries(objectOf(form, "equipment")).flatMap(([name, value]): [string, unknown][] => {
    if (name !== "nameplate" || isNone(value)) return [[name, value]];
    return Object.entries(objectOf(value, name)).flatMap(([part, of]): [string, unknown][] => {
      if (part !== "further" || isNone(of)) return [[`${name}.${part}`, of]];
      return Object.entries(objectOf(of, `${name}.${part}`)).map(([further, each]) => [`${FURTHER_PREFIX}${further}`, each]);
    });
  });
}

/** One measurement in JSON. @throws InvalidValue naming the field */
export function parseEquipmentMeasurement(value: unknown, field: string): EquipmentMeasurement {
  const { phase, quantity, value: measured, unit, min, max, time, person, note = "" } = objectOf(value, field);
  return {
    phase: word(MEASUREMENT_PHASES)(phase, `${field}.phase`),
    quantity: text(quantity, `${field}.quantity`),
    value: figure(measured, `${field}.value`),
    unit: text(unit, `${field}.unit`),
    ...(isNone(min) ? {} : { min: figure(min, `${field}.min`) }),
    ...(isNone(max) ? {} : { max: figure(max, `${field}.max`) }),
    timeNs: parseTimeNs(text(time, `${field}.time`), `${field}.time`),
    person: text(person, `${field}.person`),
    note: text(note, `${field}.note`),
  };
}

/** One document in JSON. @throws InvalidValue naming the field */
export function parseEquipmentDocument(value: unknown, field: string): EquipmentDocument {
  const { id: documentId, name, type, link, file } = objectOf(value, field);
  const document = {
    id: text(documentId, `${field}.id`),
    name: text(name, `${field}.name`),
    type: word(DOCUMENT_TYPES)(type, `${field}.type`),
  };
  if (isNone(file)) return isNone(link) ? document : { ...document, link: text(link, `${field}.link`) };
  const { contentType, bytes, sha256 } = objectOf(file, `${field}.file`);
  const kept = { contentType: text(contentType, `${field}.file.contentType`), bytes: figure(bytes, `${field}.file.bytes`) };
  return { ...document, file: { ...kept, sha256: text(sha256, `${field}.file.sha256`) } };
}

function readField(field: string, value: unknown): unknown {
  if (field === "measurements") return listOf(value, field, parseEquipmentMeasurement);
  if (field === "documents") return listOf(value, field, parseEquipmentDocument);
  const read: Read<unknown> | undefined = Object.hasOwn(READERS, field) ? READERS[field as EquipmentField] : undefined;
  if (!read) throw new InvalidValue(field, value, `one of ${Object.keys(READERS).join(", ")}, ${FURTHER_PREFIX}NAME`, "unknown_field");
  return isNone(value) ? null : read(value, field);
}

function listOf<T>(value: unknown, field: string, parse: Read<T>): T[] {
  if (isNone(value)) return [];
  if (!Array.isArray(value)) throw new InvalidValue(field, value, "a list", "wrong_type");
  return value.map((each: unknown, i) => parse(each, `${field}[${i}]`));
}

function objectOf(value: unknown, field: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new InvalidValue(field, value, "an object", "wrong_type");
}

function isNone(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
