import { type FailureMode, InvalidValue } from "@phm/domain";

/** What a truth file says of one asset. */
export interface LabelledRecord {
  readonly asset: string;
  /** The record's name in its source. */
  readonly source: string;
  /** Null for a sound machine. */
  readonly failureMode: FailureMode | null;
  /** The point of the faulty bearing, where the file tells two apart. */
  readonly faultPoint: string | null;
  /** As the file has it: `heavy`, `20 %`; null where it grades nothing. */
  readonly severity: string | null;
}

/** Words of public truth files, the first that occurs in a label counts. */
const LABELS: readonly (readonly [word: string, mode: FailureMode | null])[] = [
  ["normal", null],
  ["healthy", null],
  ["inter_turn_short", "stator_winding"],
  ["misalignment", "misalignment"],
  ["imbalance", "imbalance"],
  ["bent_shaft", "bent_shaft"],
  ["outer_race", "bearing_outer_race"],
  ["inner_race", "bearing_inner_race"],
  ["rolling_element", "bearing_rolling_element"],
  ["ball", "bearing_rolling_element"],
];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function labelled(asset: string, entry: unknown): LabelledRecord {
  const label = isObject(entry) ? entry.label : undefined;
  const known = typeof label === "string" ? LABELS.find(([word]) => label.includes(word)) : undefined;
  if (!known || !isObject(entry)) {
    throw new InvalidValue(
      `truth.${asset}.label`,
      label,
      `a label with one of: ${LABELS.map(([word]) => word).join(", ")}`,
      "unknown_label",
    );
  }
  const { source, fault, severity, severityPercent } = entry;
  const bearing = isObject(fault) ? fault.bearing : undefined;
  return {
    asset,
    source: typeof source === "string" ? source : asset,
    failureMode: known[1],
    faultPoint: typeof bearing === "string" ? bearing.toLowerCase() : null,
    severity: typeof severity === "string" ? severity : typeof severityPercent === "number" ? `${severityPercent} %` : null,
  };
}

/**
 * The labels of a truth file: an object by asset, each with `label` and, where known, `source`, `severity` or `severityPercent`, `fault.bearing`.
 * @throws InvalidValue naming the asset whose label is not known
 */
export function labelledRecords(truth: unknown): readonly LabelledRecord[] {
  if (!isObject(truth)) throw new InvalidValue("truth", truth, "an object by asset", "bad_truth");
  return Object.entries(truth).map(([asset, entry]) => labelled(asset, entry));
}
