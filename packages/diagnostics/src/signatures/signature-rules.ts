import { MOTOR_RULES } from "./motor-rules.js";
import { PROCESS_RULES } from "./process-rules.js";
import { ROTOR_RULES } from "./rotor-rules.js";
import type { SignatureRule } from "./signature-rule.js";

/** Every fault signature that is not of a bearing; docs/failure-modes.md says the same in a table. */
export const SIGNATURE_RULES: readonly SignatureRule[] = [...ROTOR_RULES, ...PROCESS_RULES, ...MOTOR_RULES];
