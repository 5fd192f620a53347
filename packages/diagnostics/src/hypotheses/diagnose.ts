import type { AssetConfig, FeatureVector } from "@phm/domain";
import { BEARING_LINES } from "../lines/bearing-line-diagnoser.js";
import type { LineDiagnosisState } from "../lines/line-diagnosis.js";
import { SIGNATURES } from "../signatures/signature-diagnoser.js";
import type { SignatureState } from "../signatures/signature-memory.js";
import type { Diagnoser, Hypothesis } from "./hypothesis.js";

/** What the diagnosers remember of an asset, each under its own name. Plain JSON. */
export interface DiagnosisState {
  readonly bearingLines: LineDiagnosisState;
  readonly signatures: SignatureState;
}

/** Every diagnoser, by the name of its state. */
const DIAGNOSERS: { readonly [Name in keyof DiagnosisState]: Diagnoser<DiagnosisState[Name]> } = {
  bearingLines: BEARING_LINES,
  signatures: SIGNATURES,
};

export const NO_DIAGNOSIS: DiagnosisState = {
  bearingLines: DIAGNOSERS.bearingLines.initial,
  signatures: DIAGNOSERS.signatures.initial,
};

/** Brings one acquisition into the evidence of every diagnoser, and gathers what they say now. */
export function diagnose(state: DiagnosisState, features: FeatureVector, config: AssetConfig): [DiagnosisState, readonly Hypothesis[]] {
  const next: DiagnosisState = {
    bearingLines: DIAGNOSERS.bearingLines.update(state.bearingLines, features, config),
    signatures: DIAGNOSERS.signatures.update(state.signatures, features, config),
  };
  return [next, [...DIAGNOSERS.bearingLines.hypotheses(next.bearingLines), ...DIAGNOSERS.signatures.hypotheses(next.signatures)]];
}
