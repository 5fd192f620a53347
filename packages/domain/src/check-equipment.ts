import { checkPositive, checkWords } from "./check-fields.js";
import { CRITICALITIES } from "./criticality.js";
import { type EquipmentKind, isMachinery } from "./equipment-hierarchy.js";
import {
  DOCUMENT_TYPES,
  type EquipmentDocument,
  type EquipmentMeasurement,
  type EquipmentRecord,
  MEASUREMENT_PHASES,
  NAMEPLATE_FIGURES,
  NAMEPLATE_TEXTS,
  type Nameplate,
} from "./equipment-record.js";
import { InvalidValue } from "./invalid-value.js";

const MAX_TEXT = 200;
const MAX_FURTHER = 50;
const MAX_FURTHER_NAME = 60;
const MAX_FURTHER_TEXT = 500;
const MAX_MEASUREMENTS = 500;
const MAX_LINK = 2_000;
const YEARS = { first: 1800, last: 2100 };
const ID = /^[A-Za-z0-9_-]{1,100}$/;
/** What no store takes as it is: NUL, and halves of surrogate pairs. */
const NO_TEXT = /[\0\p{Cs}]/u;

type Check = () => void;

/** Every rule that the record of a node of this kind breaks, in the order of the fields; empty where it is sound. */
export function equipmentProblems(kind: EquipmentKind, record: EquipmentRecord): InvalidValue[] {
  const checks = [...nameChecks(record), ...kindChecks(kind, record), ...nameplateChecks(record.nameplate), ...measurementChecks(record)];
  return checks.flatMap((check) => problemOf(check));
}

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkEquipmentRecord(kind: EquipmentKind, record: EquipmentRecord): void {
  const [first] = equipmentProblems(kind, record);
  if (first) throw first;
}

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkEquipmentDocument({ id, name, type, link, file }: EquipmentDocument): void {
  if (!ID.test(id)) throw new InvalidValue("id", id, "1 to 100 letters, digits, - and _");
  checkWords("name", name);
  checkText("name", name, MAX_TEXT);
  if (!DOCUMENT_TYPES.includes(type)) throw new InvalidValue("type", type, `one of ${DOCUMENT_TYPES.join(", ")}`, "unknown_word");
  if ((link === undefined) === (file === undefined)) throw new InvalidValue("link", link, "given, or a file instead of it");
  if (link !== undefined && !(link.length <= MAX_LINK && /^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u.test(link)))
    throw new InvalidValue("link", link, `an http or https address of at most ${MAX_LINK} characters`, "bad_link");
}

function problemOf(check: Check): InvalidValue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InvalidValue) return [error];
    throw error;
  }
}

function nameChecks({ name }: EquipmentRecord): Check[] {
  const isNamed = () => {
    if (name.en.trim() === "" && name.zh.trim() === "") throw new InvalidValue("nameZh", name.zh, "given, or nameEn instead", "no_name");
  };
  return [isNamed, () => checkText("nameEn", name.en, MAX_TEXT), () => checkText("nameZh", name.zh, MAX_TEXT)];
}

/** What only some kinds have. */
function kindChecks(kind: EquipmentKind, { asset, component, oem, criticality, nameplate, measurements }: EquipmentRecord): Check[] {
  const only = (field: string, value: unknown, isAllowed: boolean, whose: string): Check => {
    return () => {
      if (value !== undefined && !isAllowed) throw new InvalidValue(field, value, `absent: only ${whose} has it`, "wrong_kind");
    };
  };
  const machinery = "a machine or component";
  const isOfMachinery = isMachinery(kind);
  const hasNameplate = Object.keys(nameplate).length > 1 || Object.keys(nameplate.further).length > 0;
  return [
    only("asset", asset, kind === "machine", "a machine"),
    only("component", component, kind === "component", "a component"),
    () => component !== undefined && checkWords("component", component),
    () => component !== undefined && checkText("component", component, MAX_TEXT),
    only("oem", oem, isOfMachinery, machinery),
    only("criticality", criticality, isOfMachinery, machinery),
    () => {
      if (criticality !== undefined && !CRITICALITIES.includes(criticality))
        throw new InvalidValue("criticality", criticality, `one of ${CRITICALITIES.join(", ")}`, "unknown_word");
    },
    only("nameplate", hasNameplate ? "given" : undefined, isOfMachinery, machinery),
    only("measurements", measurements.length > 0 ? `${measurements.length} given` : undefined, isOfMachinery, machinery),
  ];
}

function nameplateChecks(nameplate: Nameplate): Check[] {
  const { yearBuilt, further } = nameplate;
  const entries = Object.entries(further);
  return [
    ...NAMEPLATE_TEXTS.map((name) => () => {
      const value = nameplate[name];
      if (value === undefined) return;
      checkWords(`nameplate.${name}`, value);
      checkText(`nameplate.${name}`, value, MAX_TEXT);
    }),
    () => {
      if (yearBuilt !== undefined && !(Number.isInteger(yearBuilt) && yearBuilt >= YEARS.first && yearBuilt <= YEARS.last))
        throw new InvalidValue("nameplate.yearBuilt", yearBuilt, `a year from ${YEARS.first} to ${YEARS.last}`, "out_of_range");
    },
    ...NAMEPLATE_FIGURES.map((name) => () => checkPositive(`nameplate.${name}`, nameplate[name])),
    () => {
      if (entries.length > MAX_FURTHER) throw new InvalidValue("nameplate.further", entries.length, `at most ${MAX_FURTHER} entries`);
    },
    ...entries.map(
      ([name, value]) =>
        () =>
          checkFurther(name, value),
    ),
  ];
}

function checkFurther(name: string, value: string): void {
  const field = `nameplate.further.${name}`;
  // A name becomes a column of a table and a key of a document.
  if (name.trim() !== name || name === "" || name === "__proto__" || name.length > MAX_FURTHER_NAME || /^\$|[\p{Cc}\p{Cs}]/u.test(name))
    throw new InvalidValue(field, name, `named with 1 to ${MAX_FURTHER_NAME} characters in one line, without $ in front`, "bad_name");
  if (value.trim() === "") throw new InvalidValue(field, value, "not blank");
  checkText(field, value, MAX_FURTHER_TEXT);
}

function measurementChecks({ measurements }: EquipmentRecord): Check[] {
  const isFew = () => {
    if (measurements.length > MAX_MEASUREMENTS)
      throw new InvalidValue("measurements", measurements.length, `at most ${MAX_MEASUREMENTS} measurements`);
  };
  return [isFew, ...measurements.slice(0, MAX_MEASUREMENTS).map((each, i) => () => checkMeasurement(each, `measurements[${i}]`))];
}

function checkMeasurement({ phase, quantity, value, unit, min, max, timeNs, person, note }: EquipmentMeasurement, field: string): void {
  if (!MEASUREMENT_PHASES.includes(phase))
    throw new InvalidValue(`${field}.phase`, phase, `one of ${MEASUREMENT_PHASES.join(", ")}`, "unknown_word");
  checkWords(`${field}.quantity`, quantity);
  for (const [name, figure] of Object.entries({ value, min, max }))
    if (figure !== undefined && !Number.isFinite(figure)) throw new InvalidValue(`${field}.${name}`, figure, "a finite number");
  if (unit.length > MAX_TEXT) throw new InvalidValue(`${field}.unit`, unit, `at most ${MAX_TEXT} characters`);
  if (min !== undefined && max !== undefined && min > max) throw new InvalidValue(`${field}.max`, max, "not below min", "bad_range");
  if (timeNs <= 0n) throw new InvalidValue(`${field}.time`, timeNs, "a time after 1970", "bad_time");
  checkWords(`${field}.person`, person);
  for (const [name, text] of Object.entries({ quantity, unit, person, note })) checkText(`${field}.${name}`, text, 1_000);
}

function checkText(field: string, value: string, max: number): void {
  if (value.length > max) throw new InvalidValue(field, value, `at most ${max} characters`, "too_long");
  if (NO_TEXT.test(value)) throw new InvalidValue(field, value, "text without NUL and halves of characters", "bad_text");
}
