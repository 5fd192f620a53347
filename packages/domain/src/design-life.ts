import type { AssetRef } from "./ids.js";
import type { TimeNs } from "./time.js";

/** What the design life of a bearing cannot be computed without. */
export const DESIGN_LIFE_INPUTS = [
  "dynamicLoadRatingKn",
  "fatigueExponent",
  "equivalentLoadN",
  "ratedSpeedRpm",
  "commissionedAtNs",
] as const;
export type DesignLifeInput = (typeof DESIGN_LIFE_INPUTS)[number];

/** A figure that went into a design life, and where it stands. */
export interface SourcedFigure {
  readonly value: number;
  /** A field of the configuration, such as `radialLoadN`, or the source that a catalogue names. */
  readonly source: string;
}

/** What was known when the design life was computed; absent: not stated anywhere. */
export interface DesignLifeInputs {
  /** Basic dynamic load rating C, kN. */
  readonly dynamicLoadRatingKn?: SourcedFigure;
  /** Exponent p of the life equation. */
  readonly fatigueExponent?: SourcedFigure;
  /** Equivalent dynamic load P, N. */
  readonly equivalentLoadN?: SourcedFigure;
  /** Rated speed n of the bearing's shaft, rpm. */
  readonly ratedSpeedRpm?: SourcedFigure;
  /** Running hours since commissioning. */
  readonly usedHours?: SourcedFigure;
}

/** The figures; they are all there or none is. */
export interface DesignLifeFigures {
  /** L10h of ISO 281, hours: what 9 of 10 such bearings reach at this load and speed. */
  readonly ratingLifeHours: number;
  readonly usedHours: number;
  /** Used hours over L10h; above 1 once the rating life is behind the bearing. */
  readonly usedRatio: number;
  /** Share of such bearings that are expected to have come this far. */
  readonly survivalProbability: number;
}

/** One bearing's design life: a figure of the drawing board, not of the bearing's condition, and never part of a prognosis. */
export interface BearingDesignLife {
  /** Where the bearing stands in the configuration, e.g. `points[0].bearing`. */
  readonly field: string;
  /** The points at this bearing, or the id of a mounted bearing. */
  readonly elements: readonly string[];
  readonly designation?: string;
  readonly inputs: DesignLifeInputs;
  readonly missing: readonly DesignLifeInput[];
  readonly figures?: DesignLifeFigures;
  readonly statementEn: string;
  readonly statementZh: string;
}

/** The design lives of a machine's bearings at a moment. */
export interface DesignLife {
  readonly ref: AssetRef;
  readonly asOfNs: TimeNs;
  readonly commissionedAtNs?: TimeNs;
  readonly bearings: readonly BearingDesignLife[];
}
