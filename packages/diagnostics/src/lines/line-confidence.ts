import { excessOf, type RunningHypothesis } from "./line-diagnosis.js";

/**
 * Excess at which a hypothesis is as likely right as wrong, and how fast that changes: fitted on public seeded-fault records of four rigs
 * and rounded to the cautious side. Sound bearings reach 0.42, and 0.71 where the order lies on a shaft harmonic (very unbalanced rotors).
 */
const EVEN_EXCESS = 0.5;
const EVEN_EXCESS_NEAR_SHAFT = 0.8;
/** Noise alone reaches 0.25 in the mean over three spectra, but 0.6 in one. */
const ENOUGH_SPECTRA = 3;
const MORE_EXCESS_OF_FEW_SPECTRA = 0.3;
const STEEPNESS = 6;
const MAX_CONFIDENCE = 0.97;
/** One line alone is no family: such a hypothesis stays a suspect, unless the cage speaks for it. */
const MIN_HARMONICS = 2;
const MAX_CONFIDENCE_OF_ONE_LINE = 0.4;
const CAGE_SPEAKS = 0.3;
/** Cage lines come with a damaged rolling element far more often than with a damaged cage: the cage alone stays a suspect. */
const MAX_CONFIDENCE_OF_CAGE = 0.45;

/** Calibrated confidence of a hypothesis alone, 0 to 0.97. */
export function lineConfidence(hypothesis: RunningHypothesis): number {
  const { failureMode, harmonics, cageSupport, nearShaftOrder, spectra } = hypothesis;
  const alone = nearShaftOrder && cageSupport < CAGE_SPEAKS ? EVEN_EXCESS_NEAR_SHAFT : EVEN_EXCESS;
  const even = spectra < ENOUGH_SPECTRA ? alone + MORE_EXCESS_OF_FEW_SPECTRA : alone;
  const confidence = Math.min(MAX_CONFIDENCE, 1 / (1 + Math.exp(-STEEPNESS * (excessOf(hypothesis) - even))));
  if (failureMode === "bearing_cage") return Math.min(confidence, MAX_CONFIDENCE_OF_CAGE);
  return harmonics < MIN_HARMONICS && cageSupport < CAGE_SPEAKS ? Math.min(confidence, MAX_CONFIDENCE_OF_ONE_LINE) : confidence;
}
