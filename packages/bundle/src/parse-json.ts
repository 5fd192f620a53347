import type { z } from "zod";
import { BundleError, type BundlePlace } from "./bundle-error.js";

/** Numbers that some writers put into JSON although it has none for them. */
const NOT_A_JSON_NUMBER = /"([^"]+)"\s*:\s*(-?(?:NaN|Infinity))\b/;

/** JSON text to a value of the schema's form. @throws BundleError naming the first field that is not of that form. */
export function parseJson<Schema extends z.ZodType>(place: BundlePlace, text: string, schema: Schema): z.infer<Schema> {
  const json = parseText(place, text);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  throw new BundleError(place, fieldName(path), valueAt(json, path), issue?.message ?? "of the documented form", "bad_field");
}

function parseText(place: BundlePlace, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const bare = NOT_A_JSON_NUMBER.exec(text);
    if (bare) throw new BundleError(place, bare[1] as string, Number(bare[2]), "a finite number", "not_finite");
    throw new BundleError(place, "text", text, "JSON", "bad_json");
  }
}

/** `["channels", 0, "scale"]` as `channels[0].scale`. */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return name.replace(/^\./, "") || "text";
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const step of path) value = value === null || typeof value !== "object" ? undefined : Reflect.get(value, step);
  return value !== null && typeof value === "object" ? JSON.stringify(value) : value;
}
