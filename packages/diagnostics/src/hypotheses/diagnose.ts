import type { AssetConfig, FeatureVector } from "@phm/domain";
import { BEARING_LINES } from "../lines/bearing-line-diagnoser.js";
import { SIGNATURES } from "../signatures/signature-diagnoser.js";
import { readShaftSpeed } from "../speed/read-shaft-speed.js";
import { atReadSpeed } from "../speed/shaft-speed-reading.js";
import { unjudgedModes } from "../unjudged/unjudged-modes.js";
import type { UnjudgedRecord } from "../unjudged/unjudged-record.js";
import { tellWear } from "../wear/tell-wear.js";
import { diagnoseWear, NO_WEAR } from "../wear/wear-diagnosis.js";
import type { DiagnosisState } from "./diagnosis-state.js";
import type { Hypothesis } from "./hypothesis.js";

export const NO_DIAGNOSIS: DiagnosisState = { bearingLines: BEARING_LINES.initial, signatures: SIGNATURES.initial, wear: NO_WEAR };

/**
 * Brings one acquisition into the evidence of every diagnoser, and gathers what they say now: what stands, and what could not be judged by
 * what. All of them look for the lines of the shaft at one speed, which is read once. The stages of wear rest on the lines, so that they
 * come after them.
 */
export function diagnose(
  state: DiagnosisState,
  features: FeatureVector,
  config: AssetConfig,
): [DiagnosisState, readonly Hypothesis[], readonly UnjudgedRecord[]] {
  const speed = readShaftSpeed(features, config);
  const bearingLines = BEARING_LINES.update(state.bearingLines, features, config, speed);
  const signatures = SIGNATURES.update(state.signatures, features, config, speed);
  const wear = diagnoseWear(state.wear ?? NO_WEAR, atReadSpeed(features, speed), config, bearingLines);
  const hypotheses = [...BEARING_LINES.hypotheses(bearingLines), ...SIGNATURES.hypotheses(signatures)];
  const next = { bearingLines, signatures, wear };
  return [next, tellWear(hypotheses, wear), unjudgedModes(next, features, config, speed)];
}
