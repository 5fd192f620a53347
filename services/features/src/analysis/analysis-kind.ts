/** What can be computed of an archived waveform. */
export const ANALYSIS_KINDS = ["amplitude", "psd", "envelope", "whitened_envelope", "cepstrum", "order"] as const;
export type AnalysisKind = (typeof ANALYSIS_KINDS)[number];
