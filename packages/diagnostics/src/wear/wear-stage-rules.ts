import type { EvidenceKind, WearStage } from "@phm/domain";
import { FINDING_CONFIDENCE } from "../hypotheses/hypothesis.js";
import type { WearFigure } from "./wear-figures.js";

/** A figure at its limit or over it, or below it. One that is not known fails, unless it may be absent. */
export interface WearCondition {
  readonly figure: WearFigure;
  readonly atLeast?: number;
  readonly below?: number;
  readonly mayBeAbsent?: boolean;
}

/** What a stage is told by, as data: all conditions must hold. */
export interface WearStageRule {
  readonly stage: WearStage;
  /** The least stage that must have been reached before. */
  readonly from?: WearStage;
  readonly conditions: readonly WearCondition[];
}

/** As which kind of evidence, and under which name, a figure is shown. */
export const WEAR_EVIDENCE: Readonly<Record<WearFigure, { readonly kind: EvidenceKind; readonly label: string }>> = {
  highFrequencyRatio: { kind: "change", label: "high-frequency level over baseline" },
  highFrequencyChange: { kind: "change", label: "high-frequency level, in standard deviations" },
  floorRatio: { kind: "change", label: "noise floor over baseline" },
  levelRatio: { kind: "change", label: "level over baseline" },
  lineConfidence: { kind: "ratio", label: "confidence of lines in the envelope spectra" },
  lineShare: { kind: "ratio", label: "evidence of lines over the strongest seen" },
  directHarmonics: { kind: "ratio", label: "harmonics seen in the velocity spectrum" },
  directSidebands: { kind: "ratio", label: "sidebands seen in the velocity spectrum" },
};

const LINES: WearCondition = { figure: "lineConfidence", atLeast: FINDING_CONFIDENCE };

/** A doubling (6 dB) is a significant change in practice (R. B. Randall, Vibration-based Condition Monitoring, 2021); 12 dB is far over. */
const DOUBLED = 2;
const FAR_OVER = 4;
const SEEN_HARMONICS = 3;

/**
 * The four stages, the highest first: the first rule that holds is the stage. The picture is field practice (J. E. Berry, Technical Associates
 * of Charlotte, wall chart of 1994), no standard; that impulses weaken as a spall extends is in R. B. Randall, J. Antoni, MSSP 25 (2011) 485.
 * The limits are our own reading of it, chosen on no record.
 */
export const WEAR_STAGE_RULES: readonly WearStageRule[] = [
  // Lines that were there fade while floor and level rise.
  {
    stage: 4,
    from: 2,
    conditions: [
      { figure: "floorRatio", atLeast: DOUBLED },
      { figure: "levelRatio", atLeast: DOUBLED },
      { figure: "lineShare", below: 0.6 },
    ],
  },
  // Nobody saw lines, and floor and level are far over what they were.
  {
    stage: 4,
    conditions: [
      { figure: "floorRatio", atLeast: FAR_OVER },
      { figure: "levelRatio", atLeast: FAR_OVER },
      { figure: "lineConfidence", below: FINDING_CONFIDENCE, mayBeAbsent: true },
    ],
  },
  { stage: 3, conditions: [LINES, { figure: "directHarmonics", atLeast: SEEN_HARMONICS }] },
  {
    stage: 3,
    conditions: [LINES, { figure: "directHarmonics", atLeast: 2 }, { figure: "directSidebands", atLeast: 2 }],
  },
  { stage: 2, conditions: [LINES, { figure: "directHarmonics", below: SEEN_HARMONICS }] },
  // A floor that rises with it is noise of the process: cavitation, a load, a leak.
  {
    stage: 1,
    conditions: [
      { figure: "highFrequencyRatio", atLeast: 1.6 },
      { figure: "highFrequencyChange", atLeast: 4 },
      { figure: "floorRatio", below: DOUBLED },
      { figure: "lineConfidence", below: FINDING_CONFIDENCE },
      { figure: "directHarmonics", below: 2 },
    ],
  },
];
