import type { JsonObject, JsonValue } from "./json.js";

/** An object with these of the object's fields; one that holds null is left out: engines differ in how they tell it from an absent one. */
export function pick(value: JsonObject, fields: readonly string[]): JsonObject {
  const picked: Record<string, JsonValue> = {};
  // A loop: lists pick from every row that they read.
  for (const name of fields) {
    const field = value[name];
    if (field !== undefined && field !== null) picked[name] = field;
  }
  return picked;
}
