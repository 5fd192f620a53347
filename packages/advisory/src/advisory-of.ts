import {
  type Advisory,
  type AssetConfig,
  acquisitionKey,
  type RemainingLife,
  type RulEstimate,
  type Suppression,
  type SuppressionNotice,
} from "@phm/domain";
import type { AssessmentForAdvice } from "./assessment-for-advice.js";
import { advisedActions, FAULT_KNOWLEDGE } from "./knowledge/fault-knowledge.js";
import type { Proposal } from "./propose.js";

/** Version of the advisory rules and of the knowledge base. */
export const RULE_VERSION = "rules-3";

/** What a sensor's work order is about. */
const SENSOR_COMPONENT = "sensor";

/** The estimate without what says where it comes from: the advisory says that itself. */
function remainingLifeOf(prognosis: RulEstimate): RemainingLife {
  const { ref, acquisition, timeNs, featureSet, modelVersion, ...life } = prognosis;
  return life;
}

const noticeOf = ({ id, reason, untilNs }: Suppression): SuppressionNotice => ({ id, reason, untilNs });

/** The proposal as an advisory that can be traced to what it rests on. */
export function advisoryOf(
  { finding, tier, dueNs, due, missing, suppression }: Proposal,
  seen: AssessmentForAdvice,
  config: AssetConfig,
): Advisory {
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
    ...(missing.length === 0 ? {} : { missingParts: missing }),
    ...(suppression === undefined ? {} : { suppressedBy: noticeOf(suppression) }),
    dueReasonEn: due.reasonEn,
    dueReasonZh: due.reasonZh,
    rul: remainingLifeOf(prognosis),
    evidence: finding.evidence,
    ...advisedActions(FAULT_KNOWLEDGE[finding.failureMode]),
    reasonEn: finding.reasonEn,
    reasonZh: finding.reasonZh,
  };
}
