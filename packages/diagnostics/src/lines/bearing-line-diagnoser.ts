import type { Evidence } from "@phm/domain";
import { bearingWords, unclearPartWords } from "../findings/bearing-words.js";
import { type Diagnoser, FINDING_CONFIDENCE, type Hypothesis, SHOWN_CONFIDENCE } from "../hypotheses/hypothesis.js";
import { rounded } from "../numbers/rounded.js";
import { MAX_CONFIDENCE_ON_SUPPLY, MAY_BE_SUPPLY } from "../speed/read-speed-words.js";
import { lineConfidence } from "./line-confidence.js";
import { diagnoseLines, excessOf, type LineDiagnosisState, NO_LINES, type RunningHypothesis } from "./line-diagnosis.js";

const CONFIDENCE_DECIMALS = 3;

/** What speaks against it: a shaft harmonic that explains part of the lines, or may hide in them. */
function shaftEvidence({ nearShaftOrder, shaftShare, shaftSnrDb, order, frequencyHz }: RunningHypothesis): Evidence[] {
  if (!nearShaftOrder && shaftShare === 0) return [];
  const nearest = Math.round(order);
  return [
    {
      kind: "spectrum_line",
      order: nearest,
      frequencyHz: rounded((frequencyHz * nearest) / order, 2),
      snrDb: shaftSnrDb,
      label: `${nearest} × shaft speed`,
    },
  ];
}

function toHypothesis(one: RunningHypothesis): Hypothesis {
  const { failureMode, point, order, frequencyHz, snrDb, harmonics, mayBeSupply } = one;
  const confidence = lineConfidence(one);
  return {
    failureMode,
    point,
    bearing: one.bearing,
    score: excessOf(one),
    confidence: rounded(mayBeSupply ? Math.min(confidence, MAX_CONFIDENCE_ON_SUPPLY) : confidence, CONFIDENCE_DECIMALS),
    evidence: [{ kind: "envelope_line", frequencyHz, order, snrDb, harmonics }],
    counterEvidence: [...shaftEvidence(one), ...(mayBeSupply ? [MAY_BE_SUPPLY.evidence] : [])],
    ...bearingWords(one),
  };
}

/** From two suspected parts on, none of them clear, the bearing itself is a suspect: never more, as no part stands for it. */
const MIN_SUSPECTS = 2;
const MAX_CONFIDENCE_OF_GENERAL = 0.45;

/** A bearing whose parts are suspected, with none of them clear. */
function generalHypotheses(running: readonly RunningHypothesis[]): Hypothesis[] {
  return [...new Set(running.map(({ bearing }) => bearing))].flatMap((bearing) => {
    const parts = running.filter((one) => one.bearing === bearing && one.failureMode !== "bearing_cage").map(toHypothesis);
    const suspects = parts.filter(({ confidence }) => confidence >= SHOWN_CONFIDENCE);
    const [best] = suspects;
    if (!best || suspects.length < MIN_SUSPECTS || parts.some(({ confidence }) => confidence >= FINDING_CONFIDENCE)) return [];
    const confidence = 1 - suspects.reduce((none, one) => none * (1 - one.confidence), 1);
    return [
      {
        ...best,
        failureMode: "bearing_general",
        confidence: rounded(Math.min(MAX_CONFIDENCE_OF_GENERAL, confidence), CONFIDENCE_DECIMALS),
        evidence: suspects.flatMap(({ evidence }) => evidence),
        ...unclearPartWords(best.point, suspects.length),
      },
    ];
  });
}

/** Faults of bearings by their lines in pre-whitened envelope spectra. */
export const BEARING_LINES: Diagnoser<LineDiagnosisState> = {
  initial: NO_LINES,
  update: diagnoseLines,
  hypotheses: ({ hypotheses }) => [...hypotheses.map(toHypothesis), ...generalHypotheses(hypotheses)],
};
