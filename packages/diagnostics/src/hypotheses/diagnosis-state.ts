import type { LineDiagnosisState } from "../lines/line-diagnosis.js";
import type { SignatureState } from "../signatures/signature-memory.js";
import type { WearState } from "../wear/wear-diagnosis.js";

/** What the diagnosers remember of an asset, each under its own name. Plain JSON. */
export interface DiagnosisState {
  readonly bearingLines: LineDiagnosisState;
  readonly signatures: SignatureState;
  /** Absent in states that were stored before there were stages of wear. */
  readonly wear?: WearState;
}
