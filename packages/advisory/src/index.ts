export { type AdvisoryState, type AssessmentForAdvice, advise, initialAdvisoryState, RULE_VERSION } from "./advise.js";
export { applyAdvisory } from "./apply-advisory.js";
export { type AdvisedActions, advisedActions, FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "./knowledge/fault-knowledge.js";
