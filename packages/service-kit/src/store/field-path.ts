import { InvalidValue } from "@phm/domain";
import type { JsonValue } from "./json.js";
import type { CollectionSpec, Scalar } from "./port.js";

const NAME = /^[a-z][a-z0-9_]{0,47}$/;
const FIELD_PATH = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const MAX_ID_CHARACTERS = 1024;
/** NUL ends a text in SQLite's interface; half a surrogate pair has no UTF-8 form. */
const UNORDERABLE = /[\0\p{Cs}]/u;
const ID_FORBIDDEN = /[\p{Cc}\p{Cs}]/u;

/** Checks a collection's, series' or index's name. @throws InvalidValue */
export function checkName(field: string, name: string): string {
  if (!NAME.test(name)) throw new InvalidValue(field, name, "1 to 48 lower-case letters, digits and _, a letter first");
  return name;
}

/** Checks names and field paths, which end up in SQL and in index definitions. @throws InvalidValue */
export function checkSpec(spec: CollectionSpec): void {
  checkName("collection", spec.name);
  const seen = new Set<string>();
  for (const index of spec.indexes) {
    const place = `${spec.name}.${index.name}`;
    checkName(`${spec.name} index`, index.name);
    if (index.name === "id" || seen.has(index.name)) throw new InvalidValue(`${spec.name} index`, index.name, "a name of its own, not id");
    seen.add(index.name);
    if (index.fields.length === 0) throw new InvalidValue(place, "no field", "at least one field");
    for (const path of index.fields) if (!FIELD_PATH.test(path)) throw new InvalidValue(place, path, "names joined by dots");
  }
  for (const field of spec.excerpt ?? [])
    if (!FIELD_PATH.test(field) || field.includes(".")) throw new InvalidValue(`${spec.name} excerpt`, field, "a name without dots");
}

/** Checks the id of a document or point, or the key of a series. @throws InvalidValue */
export function checkId(field: string, id: unknown): string {
  if (typeof id !== "string" || id.length === 0) throw new InvalidValue(field, id, "a non-empty text");
  if (id.length > MAX_ID_CHARACTERS) throw new InvalidValue(field, id, `at most ${MAX_ID_CHARACTERS} characters`);
  if (ID_FORBIDDEN.test(id)) throw new InvalidValue(field, id, "without control characters");
  return id;
}

/** Checks a value that engines compare and order. @throws InvalidValue */
export function checkScalar(field: string, value: unknown): Scalar {
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
  if (typeof value === "string" && !UNORDERABLE.test(value)) return value;
  throw new InvalidValue(field, value, "a text without NUL, a finite number or a boolean", "not_indexable");
}

/** What stands at a path; undefined where the path leads nowhere. An array on the way is handed back itself, as no path leads through it. */
export function fieldValue(value: JsonValue, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const name of path.split(".")) {
    if (Array.isArray(at)) return at;
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as { readonly [key: string]: JsonValue })[name];
  }
  return at;
}

/** All fields by which a collection may be queried. */
export function indexedFields(spec: CollectionSpec): ReadonlySet<string> {
  return new Set(spec.indexes.flatMap((index) => index.fields));
}

/**
 * Refuses null, arrays and objects in indexed fields: engines differ on whether null counts as present,
 * and one would index each element of an array.
 * @throws InvalidValue naming collection and field
 */
export function checkIndexedFields(spec: CollectionSpec, value: JsonValue): void {
  for (const path of indexedFields(spec)) {
    const found = fieldValue(value, path);
    if (found === undefined) continue;
    if (found === null || typeof found === "object") {
      const shown = found === null ? null : Array.isArray(found) ? "an array" : "an object";
      throw new InvalidValue(`${spec.name}.${path}`, shown, "a text, number or boolean, or left out, as it is indexed", "not_indexable");
    }
    checkScalar(`${spec.name}.${path}`, found);
  }
}
