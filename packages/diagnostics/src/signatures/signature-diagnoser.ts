import type { OperatingConditions } from "@phm/domain";
import { type Diagnoser, FINDING_CONFIDENCE, type Hypothesis, SHOWN_CONFIDENCE } from "../hypotheses/hypothesis.js";
import type { OperatingPoint } from "../state/operating-point.js";
import { withReadSpeed } from "./at-read-speed.js";
import { evaluateRule } from "./evaluate-rule.js";
import { seenElsewhereWords } from "./operating-words.js";
import { type Reading, readingsAt } from "./reading.js";
import { NO_SIGNATURES, type RememberedOperation, rememberSignatures, type SignatureState } from "./signature-memory.js";
import type { SignatureRule } from "./signature-rule.js";
import { SIGNATURE_RULES } from "./signature-rules.js";

/** A finding outlasts a change of speed or load where so many acquisitions stand behind it: one passing through a resonance does not. */
const STANDS_AFTER_ACQUISITIONS = 3;

function conditionsOf({ speedRpm, load, loadKind }: OperatingPoint): OperatingConditions {
  return {
    ...(speedRpm === null ? {} : { speedRpm }),
    ...(load !== null && loadKind === "force_n" ? { loadN: load } : {}),
    ...(load !== null && loadKind === "current_a" ? { currentA: load } : {}),
  };
}

function hypothesisOf(rule: SignatureRule, reading: Reading, { readSpeed }: RememberedOperation): Hypothesis[] {
  const found = evaluateRule(rule, reading);
  return found ? [withReadSpeed(found, rule, reading, readSpeed)] : [];
}

function hypothesesOf(readings: readonly Reading[], operation: RememberedOperation): Hypothesis[] {
  const seenAt = conditionsOf(operation);
  const found = readings.flatMap((reading) => SIGNATURE_RULES.flatMap((rule) => hypothesisOf(rule, reading, operation)));
  return Object.keys(seenAt).length === 0 ? found : found.map((one) => ({ ...one, seenAt }));
}

/** What was a finding when the machine last ran so, and no later acquisition at that speed and load has taken back. */
function standing(operation: RememberedOperation): Hypothesis[] {
  const settled = readingsAt(operation).filter(({ acquisitions }) => acquisitions >= STANDS_AFTER_ACQUISITIONS);
  return hypothesesOf(settled, operation)
    .filter(({ confidence }) => confidence >= FINDING_CONFIDENCE)
    .map((one) => {
      const { reasonEn, reasonZh } = seenElsewhereWords(one.seenAt ?? {});
      return { ...one, reasonEn: `${one.reasonEn} ${reasonEn}`, reasonZh: `${one.reasonZh}${reasonZh}` };
    });
}

function hypotheses({ operations: [present, ...others] }: SignatureState): Hypothesis[] {
  if (!present) return [];
  const now = hypothesesOf(readingsAt(present), present);
  return [...now, ...others.flatMap(standing)].filter(({ confidence }) => confidence >= SHOWN_CONFIDENCE);
}

/** Faults of rotors, gears, pumps and motors by their signatures: every rule on every subject, at every way of running that is remembered. */
export const SIGNATURES: Diagnoser<SignatureState> = { initial: NO_SIGNATURES, update: rememberSignatures, hypotheses };
