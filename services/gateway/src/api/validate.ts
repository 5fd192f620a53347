import { InvalidValue } from "@phm/domain";
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * Reads a value by its schema.
 * @param where what the value is, for a fault of the whole of it: `body`
 * @throws InvalidValue naming the first field that breaks the schema, its value and its limit
 */
export function validated<S extends z.ZodType>(schema: S, value: unknown, where: string): z.infer<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw invalidValueOf(result.error.issues[0] as Issue, value, where);
}

function invalidValueOf(issue: Issue, whole: unknown, where: string): InvalidValue {
  if (issue.code === "unrecognized_keys") {
    const path = [...issue.path, issue.keys[0] ?? ""];
    return new InvalidValue(fieldOf(path, where), valueAt(whole, path), "left out: it is not known here", "unknown_field");
  }
  const value = valueAt(whole, issue.path);
  return new InvalidValue(fieldOf(issue.path, where), value, limitOf(issue), value === undefined ? "missing" : "invalid_value");
}

/** `parts[0].quantity`, as a person would write it. */
function fieldOf(path: readonly PropertyKey[], where: string): string {
  if (path.length === 0) return where;
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    "",
  );
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined), whole);
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a finite number",
  int: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  undefined: "left out",
};

const MUST = "must be ";

/** The error of a schema that says its limit in its own words. */
export const must = (limit: string) => `${MUST}${limit}`;

/** What the field must be, in words. */
function limitOf(issue: Issue): string {
  if (issue.message.startsWith(MUST)) return issue.message.slice(MUST.length);
  switch (issue.code) {
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "too_small":
      return `${issue.inclusive ? "at least" : "above"} ${sized(issue.minimum, issue.origin)}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "below"} ${sized(issue.maximum, issue.origin)}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    default:
      return issue.message;
  }
}

const SIZES: Readonly<Record<string, string>> = { string: " characters", array: " entries", set: " entries", object: " fields" };

const sized = (limit: number | bigint, origin: string) => `${limit}${SIZES[origin] ?? ""}`;
