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

/**
 * Stages of wear of a rolling bearing, as vibration shows them: 1 a raised high-frequency level alone, 2 lines in envelope spectra alone,
 * 3 lines with harmonics in the direct spectrum too, 4 lines that drown in a raised floor. Field practice (J. E. Berry, Technical Associates
 * of Charlotte, wall chart of 1994), not a standard: ISO 15243 names modes of failure and no stages.
 */
export const WEAR_STAGES = [1, 2, 3, 4] as const;
export type WearStage = (typeof WEAR_STAGES)[number];

/** How far a bearing has worn, with the figures that crossed their limits when the stage was last seen. */
export interface BearingWear {
  readonly stage: WearStage;
  readonly evidence: readonly Evidence[];
}

/** How the machine ran, as far as it was stated or measured. */
export interface OperatingConditions {
  readonly speedRpm?: number;
  readonly loadN?: number;
  /** Motor current, r.m.s., where it stands for the load. */
  readonly currentA?: number;
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
  /** Of a rolling bearing, where a stage could be told. It never falls before the bearing is repaired. */
  readonly wear?: BearingWear;
  /** How the machine ran when this was seen, where the evidence belongs to one way of running. */
  readonly seenAt?: OperatingConditions;
}
