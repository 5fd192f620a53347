export {
  type AdvisoryState,
  type AssessmentForAdvice,
  advise,
  DUE_MOVED_SHARE,
  initialAdvisoryState,
  RULE_VERSION,
} from "./advise.js";
export { applyAdvisory, MAX_HISTORY } from "./apply-advisory.js";
export { FAULT_KNOWLEDGE, type FaultKnowledge } from "./fault-knowledge.js";
export { blockS, horizonS, tierOf } from "./tier-rules.js";
export { workOrderId } from "./work-order-id.js";
