import { FINDING_CONFIDENCE } from "@phm/diagnostics";
import type {
  Advisory,
  AssetConfig,
  ConditionState,
  FailureFamily,
  Finding,
  HealthState,
  PlannedStop,
  RemainingLife,
  RulEstimate,
  Tier,
  TimeNs,
} from "@phm/domain";
import { acquisitionKey, addSeconds, failureFamily, secondsBetween, storedTime, TIERS } from "@phm/domain";
import type { AdvisoryState, Statement } from "./advisory-state.js";
import { ACCEPTED_RISK, DEFAULT_CRITICALITY, type DueDate, type DueFacts, dueDate, timeToRiskS } from "./due-date.js";
import { isGrown, isJudged, isReleased } from "./judge-statement.js";
import { advisedActions, FAULT_KNOWLEDGE } from "./knowledge/fault-knowledge.js";
import { blockS, defaultHorizonS, higherTier, tierOf } from "./tier-rules.js";

/** Version of the advisory rules and of the knowledge base. */
export const RULE_VERSION = "rules-2";

/** A due date that moves ahead by more than this share of the time that was given is news. */
export const DUE_MOVED_SHARE = 0.5;
/** A statement is forgotten when its confidence falls below this, so that one near 0.5 is not repeated for ever. */
const FORGET_CONFIDENCE = 0.35;
/** Weight of the newest interval in the usual one, and how much longer than usual it may count. */
const CADENCE_WEIGHT = 0.2;
const CADENCE_GROWTH = 3;
/** What a sensor's work order is about. */
const SENSOR_COMPONENT = "sensor";

/** What advice is given on. */
export interface AssessmentForAdvice {
  readonly condition: ConditionState;
  readonly health: HealthState;
  readonly prognosis: RulEstimate;
}

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

/** A specific mode refines a general one; between two specific ones the surer one is news. */
function isRefined(said: Statement, finding: Finding): boolean {
  if (finding.failureMode === said.failureMode || finding.failureMode === "degradation_general") return false;
  return said.failureMode === "degradation_general" || finding.confidence > said.confidence;
}

/**
 * An earlier date is news at once, a later one only when the date given has passed, and the tier's usual time with it: a date that
 * slides away with every measurement cannot be planned by.
 */
function isDueMoved(said: Statement, dueNs: TimeNs, timeNs: TimeNs, prognosis: RulEstimate, cadenceS: number | null): boolean {
  if (said.tier === "watch" || prognosis.status !== "estimate") return false;
  const sinceS = secondsBetween(BigInt(said.timeNs), timeNs);
  if (sinceS < blockS(cadenceS)) return false;
  if (BigInt(said.dueNs) < timeNs) return sinceS > defaultHorizonS(said.tier, cadenceS);
  const givenS = secondsBetween(BigInt(said.timeNs), BigInt(said.dueNs));
  return secondsBetween(dueNs, BigInt(said.dueNs)) > DUE_MOVED_SHARE * givenS;
}

/** What maintenance planning knows of the machine. */
type Planning = Pick<DueFacts, "criticality" | "plannedStops">;

interface Proposal {
  readonly finding: Finding;
  readonly tier: Tier;
  readonly dueNs: TimeNs;
  readonly due: DueDate;
}

/** What would be said about a finding now, or null where it has been said. */
function propose(state: AdvisoryState, finding: Finding, seen: AssessmentForAdvice, planning: Planning): Proposal | null {
  if (finding.confidence < FINDING_CONFIDENCE) return null;
  const { condition, prognosis } = seen;
  const timeNs = condition.timeNs;
  const said = state.statements.find((statement) => statement.family === failureFamily(finding.failureMode));
  const now = tierOf(
    finding,
    condition,
    timeToRiskS(prognosis, ACCEPTED_RISK[planning.criticality ?? DEFAULT_CRITICALITY]),
    state.cadenceS,
  );
  const held = said && isJudged(said) ? said : undefined;
  const tier = said && !held ? higherTier(said.tier, now) : now;
  const due = dueDate(tier, { timeNs, prognosis, cadenceS: state.cadenceS, ...planning });
  const dueNs = addSeconds(timeNs, Math.floor(due.horizonS));
  const proposal = { finding, tier, dueNs, due };
  if (held) return isGrown(held, finding, tier, condition) ? proposal : null;
  const isNews = !said || tier !== said.tier || isRefined(said, finding) || isDueMoved(said, dueNs, timeNs, prognosis, state.cadenceS);
  return isNews ? proposal : null;
}

/** The estimate without what says where it comes from: the advisory says that itself. */
function remainingLifeOf(prognosis: RulEstimate): RemainingLife {
  const { ref, acquisition, timeNs, featureSet, modelVersion, ...life } = prognosis;
  return life;
}

function advisoryOf({ finding, tier, dueNs, due }: Proposal, seen: AssessmentForAdvice, config: AssetConfig): Advisory {
  const { condition, prognosis } = seen;
  return {
    id: `${acquisitionKey(condition.ref, condition.acquisition)}:advisory:${RULE_VERSION}`,
    ref: condition.ref,
    acquisition: condition.acquisition,
    timeNs: condition.timeNs,
    ruleVersion: RULE_VERSION,
    featureSet: condition.featureSet,
    modelVersion: condition.modelVersion,
    tier,
    failureMode: finding.failureMode,
    component: finding.failureMode === "sensor_fault" ? SENSOR_COMPONENT : config.component,
    point: finding.point,
    confidence: finding.confidence,
    dueNs,
    ...(due.acceptedRisk === undefined ? {} : { acceptedRisk: due.acceptedRisk }),
    ...(due.plannedStop === undefined ? {} : { plannedStop: due.plannedStop.id }),
    dueReasonEn: due.reasonEn,
    dueReasonZh: due.reasonZh,
    rul: remainingLifeOf(prognosis),
    evidence: finding.evidence,
    ...advisedActions(FAULT_KNOWLEDGE[finding.failureMode]),
    reasonEn: finding.reasonEn,
    reasonZh: finding.reasonZh,
  };
}

function remember(state: AdvisoryState, { finding, tier, dueNs }: Proposal, timeNs: TimeNs): AdvisoryState {
  const { failureMode, confidence } = finding;
  const family = failureFamily(failureMode);
  const said: Statement = { family, failureMode, tier, confidence, timeNs: storedTime(timeNs), dueNs: storedTime(dueNs) };
  return { ...state, statements: [...state.statements.filter((statement) => statement.family !== family), said] };
}

/**
 * Advice after one assessment, or null when there is nothing new to say. News is: a fault of a family not spoken of, a higher tier, a
 * refined diagnosis, or a due date moved ahead by more than half of the time given. At most one advisory per assessment, the most urgent
 * first; another that is due follows with the next one. A tier is never lowered while the fault stands. What a person has judged
 * is held until it is over (`isReleased`) or more than was judged (`isGrown`).
 * @param plannedStops of the machine and its site: a due date falls on one where the risk allows
 */
export function advise(
  state: AdvisoryState,
  seen: AssessmentForAdvice,
  config: AssetConfig,
  plannedStops: readonly PlannedStop[] = [],
): [AdvisoryState, Advisory | null] {
  const findings = bestFindings(seen);
  const stands = (family: FailureFamily) =>
    findings.some((finding) => failureFamily(finding.failureMode) === family && finding.confidence >= FORGET_CONFIDENCE);
  const next = { ...paced(state, seen.condition.timeNs), levelRatio: seen.condition.levelRatio };
  const suppressed = seen.condition.state === "sensor_fault";
  const isKept = (said: Statement) =>
    isJudged(said) ? !isReleased(said, seen.condition) : stands(said.family) || (suppressed && said.family !== "sensor");
  const known = { ...next, statements: next.statements.filter(isKept) };
  const proposals = findings.flatMap((finding) => propose(known, finding, seen, { criticality: config.criticality, plannedStops }) ?? []);
  const [first] = proposals.sort((a, b) => TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier));
  if (!first) return [known, null];
  return [remember(known, first, seen.condition.timeNs), advisoryOf(first, seen, config)];
}
