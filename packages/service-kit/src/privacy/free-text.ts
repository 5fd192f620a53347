import type { JsonValue } from "../store/json.js";
import type { WantedTexts } from "./wanted-texts.js";

/** Fields that hold ids: what a person did stays on record under them. */
const ID_FIELDS = new Set([
  ...["id", "organisation", "site", "asset", "code", "person", "actor", "assignee", "author", "changedBy", "registeredBy", "openedBy"],
  ...[
    "sha256",
    "point",
    "route",
    "round",
    "part",
    "store",
    "machine",
    "faultKey",
    "openKey",
    "followKey",
    "kind",
    "customerId",
    "state",
    "channel",
    "parent",
  ],
]);

export interface TextPlace {
  /** Path in the document, such as `order.history[2].note`. */
  readonly field: string;
  readonly text: string;
  readonly inId: boolean;
}

/** Where texts occur in a value. */
export function* textPlaces(value: JsonValue, wanted: WantedTexts, path = ""): Generator<TextPlace> {
  if (typeof value === "string") {
    const inId = ID_FIELDS.has(nameOf(path));
    for (const text of wanted.in(value)) yield { field: path, text, inId };
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* textPlaces(item as JsonValue, wanted, `${path}[${i}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value))
      if (item !== undefined) yield* textPlaces(item as JsonValue, wanted, path ? `${path}.${name}` : name);
  }
}

/** The value with the texts taken out of its free texts. Of a list, what is such a text and nothing else goes: an address is gone, not "[erased]". */
export function redacted(value: JsonValue, wanted: WantedTexts, name = ""): JsonValue {
  if (typeof value === "string") return ID_FIELDS.has(name) ? value : wanted.takenOutOf(value);
  if (Array.isArray(value))
    return value
      .filter((item) => typeof item !== "string" || ID_FIELDS.has(name) || !wanted.are(item))
      .map((item) => redacted(item as JsonValue, wanted, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? item : redacted(item as JsonValue, wanted, key)]),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).replace(/(\[\d+\])+$/, "");
}
