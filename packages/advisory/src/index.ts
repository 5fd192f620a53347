export { type AdvisoryState, type AssessmentForAdvice, advise, initialAdvisoryState, RULE_VERSION } from "./advise.js";
export { applyAdvisory } from "./apply-advisory.js";
