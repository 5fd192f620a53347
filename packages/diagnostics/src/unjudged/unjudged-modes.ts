import { type AssetConfig, FAILURE_MODES, type FeatureVector } from "@phm/domain";
import type { DiagnosisState } from "../hypotheses/diagnosis-state.js";
import { readingsAt } from "../signatures/reading.js";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import { NO_WEAR } from "../wear/wear-diagnosis.js";
import { MISSING_INPUTS } from "./missing-input.js";
import { missingInputs } from "./missing-inputs-of.js";
import { unjudgedBearings } from "./unjudged-bearings.js";
import type { UnjudgedRecord } from "./unjudged-record.js";
import { unjudgedSignatures } from "./unjudged-signatures.js";
import { unjudgedSpeed } from "./unjudged-speed.js";

/** Records of one asset: twice as many as there are failure modes. */
const MAX_UNJUDGED = 2 * FAILURE_MODES.length;

/** A missing field is told once for each failure mode, in the order of both. */
function eachOnce(records: readonly UnjudgedRecord[]): UnjudgedRecord[] {
  const order = Object.keys(MISSING_INPUTS);
  const first = new Map<string, UnjudgedRecord>();
  for (const record of records) {
    const key = `${record.failureMode} ${record.input} ${record.input === "unknown_bearing" ? record.at : ""}`;
    if (!first.has(key)) first.set(key, record);
  }
  return [...first.values()].sort(
    (a, b) =>
      FAILURE_MODES.indexOf(a.failureMode) - FAILURE_MODES.indexOf(b.failureMode) || order.indexOf(a.input) - order.indexOf(b.input),
  );
}

/** What each failure mode could not be judged by after an acquisition, and why: "no diagnosis" is an answer with its reasons. */
export function unjudgedModes(
  state: DiagnosisState,
  features: FeatureVector,
  config: AssetConfig,
  speed: ShaftSpeedReading | null,
): readonly UnjudgedRecord[] {
  const [present] = state.signatures.operations;
  const readings = present ? readingsAt(present) : [];
  return eachOnce([
    ...unjudgedBearings(state.bearingLines, state.wear ?? NO_WEAR, features, config),
    ...unjudgedSignatures(readings, missingInputs(features, config, speed), config),
    ...unjudgedSpeed(state.signatures, features, config, speed),
  ]).slice(0, MAX_UNJUDGED);
}
