import type { Finding } from "@phm/domain";
import { FINDING_CONFIDENCE, type Hypothesis, SHOWN_CONFIDENCE } from "./hypothesis.js";

const MAX_FINDINGS = 8;

const BEARING_MODES: readonly Finding["failureMode"][] = [
  "bearing_outer_race",
  "bearing_inner_race",
  "bearing_rolling_element",
  "bearing_cage",
  "bearing_general",
];

/** A fault that is named explains the general one: who hands its evidence over to whom. */
const NAMED_FOR_GENERAL: Partial<Record<Finding["failureMode"], readonly Finding["failureMode"][]>> = {
  degradation_general: [...BEARING_MODES, "imbalance", "misalignment", "bent_shaft", "looseness", "gear", "cavitation"],
  bearing_general: BEARING_MODES.slice(0, 4),
};

const bySureness = (a: Hypothesis, b: Hypothesis): number => b.confidence - a.confidence || b.score - a.score;

/** Each fault at each point once, by its surest hypothesis. */
function bestOfEach(hypotheses: readonly Hypothesis[]): Hypothesis[] {
  const best = new Map<string, Hypothesis>();
  for (const one of [...hypotheses].sort(bySureness)) {
    const key = `${one.failureMode}@${one.point}`;
    if (!best.has(key)) best.set(key, one);
  }
  return [...best.values()];
}

/** Whether one may speak of what the other does: they name no two bearings. */
const isOfSameBearing = (a: Hypothesis, b: Hypothesis): boolean => !a.bearing || !b.bearing || a.bearing === b.bearing;

/** The named finding with what the general one has seen. */
function takeOver(named: Hypothesis, general: Hypothesis): Hypothesis {
  const wear = named.wear ?? general.wear;
  return { ...named, evidence: [...named.evidence, ...general.evidence], ...(wear ? { wear } : {}) };
}

/** A general hypothesis leaves where a finding names the part, and that finding takes its evidence over. */
function explainGeneral(hypotheses: readonly Hypothesis[]): Hypothesis[] {
  let standing = [...hypotheses];
  for (const general of hypotheses) {
    const names = NAMED_FOR_GENERAL[general.failureMode];
    const named = standing.find(
      (one) => names?.includes(one.failureMode) && one.confidence >= FINDING_CONFIDENCE && isOfSameBearing(one, general),
    );
    if (!named) continue;
    const taken = takeOver(named, general);
    standing = standing.filter((one) => one !== general).map((one) => (one === named ? taken : one));
  }
  return standing;
}

/**
 * All hypotheses of all diagnosers as findings: one for each fault and point, general ones explained by named ones, from confidence 0.2,
 * surest first.
 */
export function rankFindings(hypotheses: readonly Hypothesis[]): Finding[] {
  return explainGeneral(bestOfEach(hypotheses))
    .filter(({ confidence }) => confidence >= SHOWN_CONFIDENCE)
    .sort(bySureness)
    .slice(0, MAX_FINDINGS)
    .map(({ score: _, bearing: __, ...finding }, i) => ({ ...finding, rank: i + 1 }));
}
