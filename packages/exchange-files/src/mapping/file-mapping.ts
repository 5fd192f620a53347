import { InvalidValue } from "@phm/domain";
import { z } from "zod";
import { BILLS } from "../records/bills.js";
import { CUSTOMERS } from "../records/customers.js";
import { LOCATIONS } from "../records/locations.js";
import { PARTS, STOCK } from "../records/parts.js";
import { PAST_WORK_ORDERS } from "../records/past-work-orders.js";
import { QUALITY } from "../records/quality.js";
import type { RecordKind } from "../records/record-kind.js";
import type { TableForm } from "../table/file-table.js";
import { TEXT_ENCODINGS } from "../table/read-text.js";

/** What files can be mapped to. */
export const RECORD_KINDS: readonly RecordKind[] = [PAST_WORK_ORDERS, LOCATIONS, PARTS, STOCK, BILLS, CUSTOMERS, QUALITY];

/** Where a field's text comes from, and how it is to be read. */
export interface FieldMapping {
  /** Their texts, joined by `join`; several where together they say it. */
  readonly columns: readonly string[];
  readonly join: string;
  /** Stands where there is no column. */
  readonly constant?: string;
  /** Texts that mean that nothing is stated. */
  readonly absent: readonly string[];
  /** Their word to ours. */
  readonly values?: Readonly<Record<string, string>>;
  /** What becomes of a word that `values` does not have: the row is refused, or the field is left out and the word is counted. */
  readonly otherwise: "refuse" | "count";
  /** Of times: the forms that occur, as Luxon names their parts; none: ISO 8601. */
  readonly dates: readonly string[];
  /** Of numbers. */
  readonly decimalComma: boolean;
  /** Theirs times this is ours. */
  readonly factor: number;
}

/** How a file of another system becomes records of ours. */
export interface FileMapping {
  readonly kind: RecordKind;
  readonly form: TableForm;
  /** IANA name of the zone in which times without one are meant. */
  readonly zone: string;
  /** Only rows with one of these texts in the column; absent: all. */
  readonly only?: { readonly column: string; readonly values: readonly string[] };
  readonly fields: Readonly<Record<string, FieldMapping>>;
}

const oneOrMore = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).transform((given) => [given].flat());
const FIELD = z
  .strictObject({
    column: oneOrMore.optional(),
    join: z.string().max(10).default(" "),
    constant: z.string().min(1).optional(),
    absent: z.array(z.string()).default([]),
    values: z.record(z.string(), z.string()).optional(),
    otherwise: z.enum(["refuse", "count"]).default("refuse"),
    date: oneOrMore.optional(),
    decimalComma: z.boolean().default(false),
    factor: z.number().positive().default(1),
  })
  .refine(({ column, constant }) => (column === undefined) !== (constant === undefined), { message: "either column or constant" });
const DOCUMENT = z.strictObject({
  kind: z.enum(RECORD_KINDS.map(({ name }) => name) as [string, ...string[]]),
  format: z.enum(["csv", "json"]).default("csv"),
  encoding: z.enum(TEXT_ENCODINGS).default("utf-8"),
  delimiter: z.string().length(1).default(","),
  zone: z.string().refine(isZone, { message: "a time zone such as Asia/Shanghai" }).default("UTC"),
  only: z.strictObject({ column: z.string().min(1), values: z.array(z.string()).min(1) }).optional(),
  fields: z.record(z.string(), FIELD),
});

/** @throws InvalidValue naming the place in the document that breaks a rule */
export function parseFileMapping(name: string, text: string): FileMapping {
  const document = parsedJson(name, text);
  const { data, error } = DOCUMENT.safeParse(document);
  if (!data) throw brokenRule(name, document, error.issues);
  const { kind: kindName, format, encoding, delimiter, zone, only, fields } = data;
  const kind = RECORD_KINDS.find((each) => each.name === kindName) as RecordKind;
  checkFields(name, kind, Object.keys(fields));
  return {
    ...{ kind, zone, form: { format, encoding, delimiter } },
    ...(only ? { only } : {}),
    fields: Object.fromEntries(Object.entries(fields).map(([field, mapping]) => [field, fieldMapping(mapping)])),
  };
}

function fieldMapping({ column = [], date = [], constant, values, ...rest }: z.output<typeof FIELD>): FieldMapping {
  return {
    ...rest,
    ...{ columns: column, dates: date },
    ...(constant === undefined ? {} : { constant }),
    ...(values === undefined ? {} : { values }),
  };
}

function checkFields(name: string, { fields }: RecordKind, given: readonly string[]): void {
  const unknown = given.find((field) => !Object.hasOwn(fields, field));
  if (unknown !== undefined)
    throw new InvalidValue(`${name}: fields`, unknown, `one of ${Object.keys(fields).join(", ")}`, "unknown_field");
  const missing = Object.entries(fields).find(([field, { required }]) => required && !given.includes(field));
  if (missing) throw new InvalidValue(`${name}: fields.${missing[0]}`, undefined, "mapped: every record needs it", "missing_field");
}

function parsedJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidValue(name, (error as SyntaxError).message, "JSON", "bad_json");
  }
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

function brokenRule(name: string, document: unknown, [issue]: readonly Issue[]): InvalidValue {
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], document);
  return new InvalidValue(`${name}: ${path.join(".")}`, value, issue?.message ?? "a mapping", "bad_mapping");
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
