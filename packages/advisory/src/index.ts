export { type AssessmentForAdvice, advise, RULE_VERSION } from "./advise.js";
export { type AdvisoryState, initialAdvisoryState } from "./advisory-state.js";
export { applyAdvisory } from "./apply-advisory.js";
export { type Cancellation, type Closing, cancelWorkOrder, closeWorkOrder } from "./close-work-order.js";
export { IllegalWorkOrderTransition } from "./illegal-work-order-transition.js";
export { GROWN_RATIO, judgeStatement } from "./judge-statement.js";
export { type AdvisedActions, advisedActions, FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "./knowledge/fault-knowledge.js";
export { REOPEN_WINDOW_S } from "./reopened-order.js";
