import type { JsonValue } from "@phm/service-kit";

/** A place at which two values are not the same. */
export interface JsonDifference {
  /** Such as `health.findings.0.confidence`. */
  readonly path: string;
  readonly stored: JsonValue | undefined;
  readonly recomputed: JsonValue | undefined;
}

/** Every leaf in which two JSON values differ; numbers must be equal to the last bit. */
export function jsonDifferences(stored: JsonValue | undefined, recomputed: JsonValue | undefined, path = ""): JsonDifference[] {
  if (!isBranch(stored) || !isBranch(recomputed)) return stored === recomputed ? [] : [{ path, stored, recomputed }];
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(recomputed)])];
  return keys.flatMap((key) => jsonDifferences(stored[key], recomputed[key], path === "" ? key : `${path}.${key}`));
}

type Branch = Readonly<Record<string, JsonValue>>;

function isBranch(value: JsonValue | undefined): value is Branch {
  return typeof value === "object" && value !== null;
}
