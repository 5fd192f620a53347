import { InvalidValue, NS_PER_MS } from "@phm/domain";
import { DateTime } from "luxon";
import type { FieldSpec, FieldValue } from "../records/record-kind.js";
import type { FieldMapping } from "./file-mapping.js";

const CLOCK = /^(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$/;
const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What a cell's text says, by the rule of its field. @throws InvalidValue under the name of the column */
export function readField(column: string, text: string, spec: FieldSpec, mapping: FieldMapping, zone: string): FieldValue {
  switch (spec.type) {
    case "text":
      return readText(column, text, spec.maxLength);
    case "choice":
      if (spec.of.includes(text)) return text;
      throw new InvalidValue(column, text, `one of ${spec.of.join(", ")}, or mapped to one`, "unknown_value");
    case "time":
      return readTime(column, text, mapping.dates, zone);
    case "hours":
      return readHours(column, text, mapping);
    case "number":
      return inRange(column, text, readNumber(column, text, mapping), spec.min, spec.max);
  }
}

function readText(column: string, text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  throw new InvalidValue(column, `${text.length} characters`, `at most ${maxLength} characters`, "too_long");
}

/** To the millisecond; the first form that fits counts. */
function readTime(column: string, text: string, dates: readonly string[], zone: string): bigint {
  const read = dates.length === 0 ? [DateTime.fromISO(text, { zone })] : dates.map((form) => DateTime.fromFormat(text, form, { zone }));
  const time = read.find(({ isValid }) => isValid);
  const limit = dates.length === 0 ? "an ISO 8601 time" : `a time as ${dates.join(" or ")}`;
  if (!time) throw new InvalidValue(column, text, limit, "bad_time");
  if (time.toMillis() < 0) throw new InvalidValue(column, text, "not before 1970", "bad_time");
  return BigInt(time.toMillis()) * NS_PER_MS;
}

function readHours(column: string, text: string, mapping: FieldMapping): number {
  const [, hours, minutes, seconds = "0"] = CLOCK.exec(text) ?? [];
  const read = hours === undefined ? readNumber(column, text, mapping) : Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
  return inRange(column, text, read, 0);
}

function readNumber(column: string, text: string, { decimalComma, factor }: FieldMapping): number {
  const plain = decimalComma ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  if (!PLAIN_NUMBER.test(plain))
    throw new InvalidValue(column, text, `a number with a decimal ${decimalComma ? "comma" : "point"}`, "bad_number");
  return Number(plain) * factor;
}

function inRange(column: string, text: string, value: number, min = Number.NEGATIVE_INFINITY, max = Number.MAX_VALUE): number {
  if (value >= min && value <= max) return value;
  throw new InvalidValue(column, text, value < min ? `at least ${min}` : `at most ${max}`, "out_of_range");
}
