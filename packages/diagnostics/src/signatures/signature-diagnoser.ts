import { type Diagnoser, type Hypothesis, SHOWN_CONFIDENCE } from "../hypotheses/hypothesis.js";
import { evaluateRule } from "./evaluate-rule.js";
import { readings } from "./reading.js";
import { NO_SIGNATURES, rememberSignatures, type SignatureState } from "./signature-memory.js";
import { SIGNATURE_RULES } from "./signature-rules.js";

function hypotheses(state: SignatureState): Hypothesis[] {
  return readings(state)
    .flatMap((reading) => SIGNATURE_RULES.flatMap((rule) => evaluateRule(rule, reading) ?? []))
    .filter(({ confidence }) => confidence >= SHOWN_CONFIDENCE);
}

/** Faults of rotors, gears, pumps and motors by their signatures: every rule on every subject. */
export const SIGNATURES: Diagnoser<SignatureState> = { initial: NO_SIGNATURES, update: rememberSignatures, hypotheses };
