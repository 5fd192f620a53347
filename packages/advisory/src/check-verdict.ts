import type { TimeNs, VerdictStatement, WorkOrder } from "@phm/domain";
import { failureFamily, formatTimeNs, InvalidValue, VERDICT_RESULTS } from "@phm/domain";

const MAX_ACTOR_LENGTH = 200;
const MAX_TEXT_LENGTH = 2000;

/** Trimmed. @throws InvalidValue when it is empty or too long */
export function checkText(field: string, value: string, maxLength: number): string {
  const text = value.trim();
  if (text.length === 0) throw new InvalidValue(field, value, "not empty");
  if (text.length > maxLength) throw new InvalidValue(field, `${text.length} characters`, `at most ${maxLength} characters`);
  return text;
}

/** Who does something to an order. @throws InvalidValue */
export function checkActor(actor: string): string {
  return checkText("actor", actor, MAX_ACTOR_LENGTH);
}

/** Why an order is cancelled. @throws InvalidValue */
export function checkReason(reason: string): string {
  return checkText("reason", reason, MAX_TEXT_LENGTH);
}

/**
 * What a verdict on an order must state. `confirmed` names a failure mode of the order's family with mechanism and cause, `other` names
 * mechanism and cause of what was found instead (ISO 14224 has codes for "unknown"), `not_found` names none of them. A machine failed, if
 * it did, before the work was done.
 * @param timeNs when the work was done
 * @throws InvalidValue naming the field of the statement
 */
export function checkVerdict(statement: VerdictStatement, order: Pick<WorkOrder, "failureFamily">, timeNs: TimeNs): VerdictStatement {
  const { result, failureMode, mechanism, cause, failedNs } = statement;
  if (!VERDICT_RESULTS.includes(result)) throw new InvalidValue("statement.result", result, `one of ${VERDICT_RESULTS.join(", ")}`);
  for (const [name, code] of Object.entries({ mechanism, cause })) checkFound(`statement.${name}`, code, result !== "not_found");
  if (result !== "other") checkFound("statement.failureMode", failureMode, result === "confirmed");
  if (result === "confirmed" && failureMode && failureFamily(failureMode) !== order.failureFamily) {
    const limit = `a failure mode of the family ${order.failureFamily}; what is of another is found with the result other`;
    throw new InvalidValue("statement.failureMode", failureMode, limit);
  }
  if (failedNs !== undefined && result === "not_found") checkFound("statement.failedNs", formatTimeNs(failedNs), false);
  if (failedNs !== undefined && failedNs > timeNs) {
    const limit = `not after the work was done (${formatTimeNs(timeNs)})`;
    throw new InvalidValue("statement.failedNs", formatTimeNs(failedNs), limit);
  }
  return { ...statement, workDone: checkText("statement.workDone", statement.workDone, MAX_TEXT_LENGTH) };
}

function checkFound(field: string, value: string | undefined, isFound: boolean): void {
  if (isFound && value === undefined) throw new InvalidValue(field, value, "given, as something was found");
  if (!isFound && value !== undefined) throw new InvalidValue(field, value, "left out, as nothing was found");
}
