import {
  type Advisory,
  type AssetConfig,
  type FailureFamily,
  type Finding,
  failureFamily,
  secondsBetween,
  storedTime,
  TIERS,
  type TimeNs,
} from "@phm/domain";
import { advisoryOf } from "./advisory-of.js";
import type { AdvisoryState, Statement } from "./advisory-state.js";
import type { AssessmentForAdvice } from "./assessment-for-advice.js";
import { isJudged, isReleased } from "./judge-statement.js";
import { type Planning, type Proposal, propose } from "./propose.js";
import { saidStop } from "./stop-news.js";
import { isFreed } from "./suppressions.js";

/** A statement is forgotten when its confidence falls below this, so that one near 0.5 is not repeated for ever. */
const FORGET_CONFIDENCE = 0.35;
/** Weight of the newest interval in the usual one, and how much longer than usual it may count. */
const CADENCE_WEIGHT = 0.2;
const CADENCE_GROWTH = 3;

function paced(state: AdvisoryState, timeNs: TimeNs): AdvisoryState {
  if (state.lastNs === null) return { ...state, lastNs: storedTime(timeNs) };
  const intervalS = Math.max(0, secondsBetween(BigInt(state.lastNs), timeNs));
  const { cadenceS } = state;
  const next = cadenceS === null ? intervalS : cadenceS + CADENCE_WEIGHT * (Math.min(intervalS, CADENCE_GROWTH * cadenceS) - cadenceS);
  return { ...state, lastNs: storedTime(timeNs), cadenceS: Number(next.toPrecision(6)) };
}

/** The best finding of each failure family. While a faulty sensor suppresses the machine's alarms, only sensors are spoken of. */
function bestFindings({ condition, health }: AssessmentForAdvice): Finding[] {
  const best = new Map<FailureFamily, Finding>();
  for (const finding of health.findings) {
    const family = failureFamily(finding.failureMode);
    if (condition.state === "sensor_fault" && family !== "sensor") continue;
    if (finding.confidence > (best.get(family)?.confidence ?? 0)) best.set(family, finding);
  }
  return [...best.values()];
}

function remember(state: AdvisoryState, { finding, tier, dueNs, due, suppression }: Proposal, timeNs: TimeNs): AdvisoryState {
  const { failureMode, confidence } = finding;
  const family = failureFamily(failureMode);
  const stop = saidStop(due);
  const said: Statement = {
    ...{ family, failureMode, tier, confidence, timeNs: storedTime(timeNs), dueNs: storedTime(dueNs) },
    ...(stop ? { stop } : {}),
    ...(suppression ? { suppression: suppression.id } : {}),
  };
  return { ...state, statements: [...state.statements.filter((statement) => statement.family !== family), said] };
}

/**
 * Advice after one assessment, or null when there is nothing new to say. News is: a fault of a family not spoken of, a higher tier, a
 * refined diagnosis, a due date moved ahead by more than half of the time given, or a change of the planned stops that the date rests on. At most one advisory per assessment, the most urgent
 * first; another that is due follows with the next one. A tier is never lowered while the fault stands. What a person has judged
 * is held until it is over (`isReleased`) or more than was judged (`isGrown`). What was said under a suppression is said again when that
 * has run out or was lifted.
 */
export function advise(
  state: AdvisoryState,
  seen: AssessmentForAdvice,
  config: AssetConfig,
  planning: Planning = {},
): [AdvisoryState, Advisory | null] {
  const findings = bestFindings(seen);
  const stands = (family: FailureFamily) =>
    findings.some((finding) => failureFamily(finding.failureMode) === family && finding.confidence >= FORGET_CONFIDENCE);
  const next = { ...paced(state, seen.condition.timeNs), levelRatio: seen.condition.levelRatio };
  const suppressed = seen.condition.state === "sensor_fault";
  const isKept = (said: Statement) => {
    if (isFreed(said, planning.suppressions, seen.condition.timeNs)) return false;
    return isJudged(said) ? !isReleased(said, seen.condition) : stands(said.family) || (suppressed && said.family !== "sensor");
  };
  const known = { ...next, statements: next.statements.filter(isKept) };
  const proposals = findings.flatMap((finding) => propose(known, finding, seen, config, planning) ?? []);
  const [first] = proposals.sort((a, b) => TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier));
  if (!first) return [known, null];
  return [remember(known, first, seen.condition.timeNs), advisoryOf(first, seen, config)];
}
