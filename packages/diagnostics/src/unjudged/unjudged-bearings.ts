import type { AssetConfig, FeatureVector } from "@phm/domain";
import { BEARING_LINE_MODES } from "../lines/bearing-faults.js";
import type { LineDiagnosisState } from "../lines/line-diagnosis.js";
import { monitoredBearings } from "../lines/monitored-bearings.js";
import { isResolved, resolveBearing } from "../machine/characteristic-orders.js";
import { isAtStandstill } from "../machine/operating-state.js";
import { BASELINE_ACQUISITIONS } from "../signatures/followed-figure.js";
import type { WearState } from "../wear/wear-diagnosis.js";
import { learntAcquisitions } from "../wear/wear-levels.js";
import type { MissingInput } from "./missing-input.js";
import type { UnjudgedRecord } from "./unjudged-record.js";

const MODES = [...BEARING_LINE_MODES, "bearing_general"] as const;

/** Why the last acquisition said nothing of bearing lines. */
const WHY: Readonly<Record<NonNullable<LineDiagnosisState["abstained"]>, MissingInput>> = {
  no_bearing: "no_bearing",
  no_speed: "no_speed",
  no_spectrum: "no_envelope",
  too_coarse: "too_coarse",
};

/** Bearings that are stated, but whose lines nobody can compute. */
function unknownBearings({ points }: AssetConfig): UnjudgedRecord[] {
  return points
    .filter(({ bearing }) => bearing !== undefined && !isResolved(resolveBearing(bearing)))
    .map(({ id }) => ({ failureMode: "bearing_general", input: "unknown_bearing", at: id }));
}

/** Stages 1 and 4 of wear are told against the machine's own baseline. */
function withoutBaseline({ operations }: WearState, features: FeatureVector, config: AssetConfig): UnjudgedRecord[] {
  const points = monitoredBearings(config).flatMap((bearing) => bearing.points);
  const have = learntAcquisitions(operations, points);
  if (points.length === 0 || have >= BASELINE_ACQUISITIONS) return [];
  const failureMode = "bearing_general";
  return [features.speedRpm === undefined ? { failureMode, input: "unstated_speed" } : { failureMode, input: "no_baseline", have }];
}

/** What bearing lines and stages of wear could not use. */
export function unjudgedBearings(
  lines: LineDiagnosisState,
  wear: WearState,
  features: FeatureVector,
  config: AssetConfig,
): UnjudgedRecord[] {
  const stands = isAtStandstill(features, config);
  const input = stands ? "standstill" : lines.abstained && WHY[lines.abstained];
  const ofLines: UnjudgedRecord[] = input ? MODES.map((failureMode) => ({ failureMode, input })) : [];
  return [...ofLines, ...unknownBearings(config), ...(stands ? [] : withoutBaseline(wear, features, config))];
}
