import type { FailureMode } from "./failure-mode.js";
import type { PointId } from "./ids.js";

/**
 * What was observed: lines of a spectrum (`envelope_line`, `spectrum_line`, `current_line`), a `ratio` of two figures of one
 * acquisition, a `change` against the machine's own baseline, a rise of the level, an absolute zone, a sensor's figure.
 */
export const EVIDENCE_KINDS = [
  "envelope_line",
  "spectrum_line",
  "current_line",
  "ratio",
  "change",
  "level_rise",
  "zone",
  "sensor",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** One observation that speaks for or against a finding. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly frequencyHz?: number;
  /** In multiples of shaft speed. */
  readonly order?: number;
  /** Line over its surroundings, dB. */
  readonly snrDb?: number;
  /** Harmonics that stand out, counted from the first. */
  readonly harmonics?: number;
  /** For `level_rise`: level over reference. For `zone`: velocity r.m.s. in mm/s. For `sensor`: the figure. */
  readonly value?: number;
  readonly limit?: number;
  /** Which figure it is, where the kind alone does not say: `radial 1× / r.m.s.`, `negative sequence`. */
  readonly label?: string;
}

/** A hypothesis on what is wrong, with its evidence and its reason in words. */
export interface Finding {
  readonly failureMode: FailureMode;
  readonly point: PointId;
  /** 0 to 1. From 0.5 it counts as a finding, below it is a suspect. */
  readonly confidence: number;
  /** 1 is the best explanation. */
  readonly rank: number;
  readonly evidence: readonly Evidence[];
  /** What speaks against it: a competing explanation, a line that is missing. */
  readonly counterEvidence: readonly Evidence[];
  readonly reasonEn: string;
  readonly reasonZh: string;
}
