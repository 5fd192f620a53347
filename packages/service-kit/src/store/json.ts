import { InvalidValue } from "@phm/domain";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/**
 * `T extends JsonOf<T>` accepts interfaces that are plain JSON and refuses, when compiled, those that are not
 * (bigint, Date, typed arrays, functions). `JsonObject` alone would refuse every interface, as they have no index signature.
 */
export type JsonOf<T> = { readonly [K in keyof T]: JsonField<T[K]> };
type JsonField<V> = V extends JsonValue | undefined ? V : V extends object ? JsonOf<V> : never;

/** A checked value in both forms: the text, and what reading the text gives. */
export interface JsonDocument {
  readonly text: string;
  readonly value: JsonValue;
}

/**
 * Limits that every engine can keep. BSON needs at most six times the room of JSON (arrays spell out each index),
 * so 2 MiB of text always fit MongoDB's 16 MiB; MongoDB nests at most 100 levels. Larger things belong into a blob.
 */
export const MAX_JSON_BYTES = 2 * 1024 * 1024;
export const MAX_JSON_DEPTH = 64;

/** Text that UTF-8 cannot carry: half of a surrogate pair. */
const LONE_SURROGATE = /\p{Cs}/u;
/** `$ref` and its like mean something to the MongoDB driver; NUL ends a name in BSON. */
const BAD_KEY = /^\$|\0|\p{Cs}/u;

/**
 * Checks that a value is JSON and brings it into the one form that every engine gives back:
 * undefined properties are left out, -0 is 0, nothing is shared with the caller.
 * @throws InvalidValue naming the path when something is not JSON, or a limit is passed.
 */
export function toJson(field: string, value: unknown): JsonDocument {
  check(field, value, 0);
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_JSON_BYTES) throw new InvalidValue(field, `${bytes} bytes of JSON`, `at most ${MAX_JSON_BYTES} bytes`, "too_large");
  return { text, value: JSON.parse(text) as JsonValue };
}

function check(path: string, value: unknown, depth: number): void {
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw notJson(path, value, "a finite number");
  } else if (typeof value === "string") {
    if (LONE_SURROGATE.test(value)) throw notJson(path, value, "well-formed Unicode");
  } else if (depth >= MAX_JSON_DEPTH) {
    throw notJson(path, "nested deeper", `at most ${MAX_JSON_DEPTH} levels deep`);
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) check(`${path}[${i}]`, value[i], depth + 1);
  } else if (isPlainObject(value)) {
    checkProperties(path, value, depth);
  } else {
    throw notJson(path, describe(value), "JSON (text, number, boolean, null, array or plain object)");
  }
}

function checkProperties(path: string, value: object, depth: number): void {
  for (const [key, item] of Object.entries(value)) {
    if (BAD_KEY.test(key)) throw notJson(`${path}.${key}`, key, "a key that does not start with $ and has no NUL");
    if (item !== undefined) check(`${path}.${key}`, item, depth + 1);
  }
}

/** By shape and not by `instanceof`: objects of another realm (a worker, a test's sandbox) are plain too. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  return typeof value === "object" ? (value?.constructor.name ?? "object") : `${typeof value} ${String(value)}`;
}

function notJson(path: string, value: unknown, limit: string): InvalidValue {
  return new InvalidValue(path, value, limit, "not_json");
}
