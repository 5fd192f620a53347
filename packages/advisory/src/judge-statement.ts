import type { ConditionState, FailureFamily, Finding, Tier, TimeNs } from "@phm/domain";
import { storedTime, TIERS } from "@phm/domain";
import type { AdvisoryState, Judgement, Statement } from "./advisory-state.js";

/** A level this many times the judged one is new evidence. */
export const GROWN_RATIO = 1.5;

/** A statement whose order has ended. */
export type JudgedStatement = Statement & { readonly judged: Judgement };

export function isJudged(statement: Statement): statement is JudgedStatement {
  return statement.judged !== undefined;
}

/**
 * The order on a failure family has ended: what has been said about it up to then is judged, and unchanged evidence will not say it
 * again. What was said later stays as it is, so that judging again is harmless, however late.
 * @param atNs when the work was done, in the machine's own time
 */
export function judgeStatement(
  state: AdvisoryState,
  { family, atNs, repaired }: { readonly family: FailureFamily; readonly atNs: TimeNs; readonly repaired: boolean },
): AdvisoryState {
  const judged: Judgement = { atNs: storedTime(atNs), repaired, levelRatio: state.levelRatio ?? null };
  const isMeant = (said: Statement) => said.family === family && !isJudged(said) && said.timeNs <= judged.atNs;
  if (!state.statements.some(isMeant)) return state;
  return { ...state, statements: state.statements.map((said) => (isMeant(said) ? { ...said, judged } : said)) };
}

/**
 * Whether what was judged is over, so that whatever comes next is a new fault: the condition has been normal (or is being learnt) once
 * after the judgement; after a repair also when the condition that stands began after it. A sensor's, when no sensor fault stands.
 */
export function isReleased({ family, judged }: JudgedStatement, condition: ConditionState): boolean {
  const atNs = BigInt(judged.atNs);
  if (condition.timeNs <= atNs) return false;
  if (family === "sensor") return condition.state !== "sensor_fault";
  if (condition.state === "normal" || condition.state === "learning") return true;
  return judged.repaired && condition.state !== "sensor_fault" && condition.sinceNs > atNs;
}

/**
 * Whether the evidence has grown beyond what was judged: more urgent, named where only a general degradation was known, or a level
 * half as high again. After a repair there is nothing to grow from: until it is released, what is measured is still judged by the old
 * baseline.
 */
export function isGrown(said: JudgedStatement, finding: Finding, tier: Tier, condition: ConditionState): boolean {
  const { judged } = said;
  if (judged.repaired || condition.timeNs <= BigInt(judged.atNs)) return false;
  if (TIERS.indexOf(tier) > TIERS.indexOf(said.tier)) return true;
  if (said.failureMode === "degradation_general" && finding.failureMode !== said.failureMode) return true;
  const { levelRatio } = condition;
  return judged.levelRatio !== null && levelRatio !== null && levelRatio >= GROWN_RATIO * judged.levelRatio;
}
