import { type BearingGeometry, type BearingOrders, InvalidValue, type SiteBearing } from "@phm/domain";
import { bodyField } from "../json-body.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The bearing that the body states under `bearing`: `geometry` or `orders`, `source`, and where known `maker`, `dynamicLoadRatingKn`,
 * `fatigueExponent` and `notes`. Types are checked here, figures by the catalogue.
 * @throws InvalidValue naming the field
 */
export function bearingOf(request: { readonly body?: unknown }, designation: string): SiteBearing {
  const fields = objectOf(bodyField(request, "bearing"), "bearing");
  const text = (name: string) => optional(fields, name, (value) => textOf(value, `bearing.${name}`));
  const number = (name: string) => optional(fields, name, (value) => numberOf(value, `bearing.${name}`));
  return {
    ...{ designation, source: textOf(fields.source, "bearing.source") },
    ...text("maker"),
    ...text("notes"),
    ...number("dynamicLoadRatingKn"),
    ...number("fatigueExponent"),
    ...optional(fields, "geometry", (value) => numbersOf<BearingGeometry>(value, "bearing.geometry", GEOMETRY)),
    ...optional(fields, "orders", (value) => numbersOf<BearingOrders>(value, "bearing.orders", ORDERS)),
  };
}

const GEOMETRY = ["ballDiameterMm", "pitchDiameterMm", "balls", "contactAngleDeg"] as const;
const ORDERS = ["bpfo", "bpfi", "bsf", "ftf"] as const;
/** The wire carries a count as an unsigned 32-bit number. */
const MAX_BALLS = 10_000;

/** A field that may be left out, or be null as a read shows it. */
function optional<T>(fields: Fields, name: string, read: (value: unknown) => T): { readonly [name: string]: T } {
  const value = fields[name] ?? undefined;
  return value === undefined ? {} : { [name]: read(value) };
}

function objectOf(value: unknown, field: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new InvalidValue(field, value, "an object", "wrong_type");
}

function textOf(value: unknown, field: string): string {
  if (typeof value === "string") return value;
  throw new InvalidValue(field, value, "a text", "wrong_type");
}

function numberOf(value: unknown, field: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new InvalidValue(field, value, "a finite number", "wrong_type");
}

function numbersOf<T>(value: unknown, field: string, names: readonly (keyof T & string)[]): T {
  const fields = objectOf(value, field);
  const numbers = names.map((name) => [name, numberOf(fields[name], `${field}.${name}`)] as const);
  const balls = numbers.find(([name]) => name === "balls")?.[1] ?? 0;
  if (!Number.isInteger(balls) || balls < 0 || balls > MAX_BALLS) {
    throw new InvalidValue(`${field}.balls`, balls, `a whole number up to ${MAX_BALLS}`, "out_of_range");
  }
  return Object.fromEntries(numbers) as T;
}
