import type { Hypothesis } from "../hypotheses/hypothesis.js";
import {
  isCorrected,
  MAX_CONFIDENCE_ON_SUPPLY,
  MAY_BE_SUPPLY,
  readSpeedEvidence,
  readSpeedWords,
  type SpeedDoubt,
} from "../speed/read-speed-words.js";
import type { ReadSpeedRecord } from "../speed/shaft-speed-reading.js";
import type { Reading } from "./reading.js";
import type { SignatureRule } from "./signature-rule.js";

/** Without a scale to hold the vibration against, and without the stated speed, too little is known of a machine to accuse it. */
const MAX_CONFIDENCE_UNCALIBRATED = 0.45;
const UNCALIBRATED: SpeedDoubt = {
  maxConfidence: MAX_CONFIDENCE_UNCALIBRATED,
  evidence: { kind: "ratio", label: "the unit is uncalibrated, and the stated speed is not the one that was read" },
  words: {
    reasonEn:
      "It stays a suspect: the vibration is uncalibrated, so that nobody can say whether it is acceptable, and the speed is not as stated.",
    reasonZh: "仅作疑似：振动未标定，无法判断是否可接受，且转速与给定值不符。",
  },
};
const ON_SUPPLY: SpeedDoubt = { maxConfidence: MAX_CONFIDENCE_ON_SUPPLY, ...MAY_BE_SUPPLY };

/** Whether a rule looks for lines of a shaft: of a motor, unbalanced currents are not. */
export function readsShaftLines({ subject, terms }: Pick<SignatureRule, "subject" | "terms">): boolean {
  return subject !== "motor" || terms.some(({ evidence }) => evidence === "current_line");
}

/** A rule that compares a machine with itself needs no scale. */
function needsScale({ subject, terms }: SignatureRule): boolean {
  return subject === "place" && terms.every(({ evidence }) => evidence !== "change");
}

function doubtsOf(rule: SignatureRule, { figures }: Reading, speed: ReadSpeedRecord): SpeedDoubt[] {
  const isUncalibrated = isCorrected(speed) && needsScale(rule) && figures.shaft1xZone === undefined;
  return [...(speed.mayBeSupply ? [ON_SUPPLY] : []), ...(isUncalibrated ? [UNCALIBRATED] : [])];
}

/** A hypothesis with the speed that its lines were read at: as evidence, and in words where that is not the stated one. */
export function withReadSpeed(found: Hypothesis, rule: SignatureRule, reading: Reading, speed: ReadSpeedRecord | undefined): Hypothesis {
  if (!speed || !readsShaftLines(rule)) return found;
  const doubts = doubtsOf(rule, reading, speed);
  const words = [...(isCorrected(speed) ? [readSpeedWords(speed)] : []), ...doubts.map((doubt) => doubt.words)];
  return {
    ...found,
    confidence: Math.min(found.confidence, ...doubts.map(({ maxConfidence }) => maxConfidence)),
    evidence: [...found.evidence, readSpeedEvidence(speed)],
    counterEvidence: [...found.counterEvidence, ...doubts.map(({ evidence }) => evidence)],
    reasonEn: [found.reasonEn, ...words.map(({ reasonEn }) => reasonEn)].join(" "),
    reasonZh: [found.reasonZh, ...words.map(({ reasonZh }) => reasonZh)].join(""),
  };
}
