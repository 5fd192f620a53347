import { InvalidValue } from "@phm/domain";

/**
 * The one text of a JSON value: properties in order of their UTF-16 code units, no white space, numbers as ECMAScript writes them
 * (RFC 8785). Properties that are undefined are left out.
 * @throws InvalidValue naming the path of what is not JSON, a number that is not finite above all
 */
export function canonicalJson(value: unknown, path = "document"): string {
  if (Array.isArray(value)) return `[${value.map((item, i) => canonicalJson(item, `${path}[${i}]`)).join(",")}]`;
  if (typeof value === "object" && value !== null) return canonicalObject(value as Readonly<Record<string, unknown>>, path);
  const isJson = value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  if (!isJson) throw new InvalidValue(path, value, "JSON: a text, a finite number, true, false or null", "not_json");
  return JSON.stringify(value);
}

function canonicalObject(value: Readonly<Record<string, unknown>>, path: string): string {
  const names = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name], `${path}.${name}`)}`).join(",")}}`;
}
