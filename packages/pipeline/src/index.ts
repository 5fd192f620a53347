export {
  type AdvisoryState,
  type AssessmentForAdvice,
  advise,
  applyAdvisory,
  initialAdvisoryState,
  RULE_VERSION,
} from "@phm/advisory";
export { type AnalysisParts, analysisLine, MAX_SHOWN_ADVISORIES, toAnalysisLine } from "./analysis-line.js";
export { type Assessment, assess, MODEL_VERSION } from "./assess.js";
export { type AssessmentState, initialAssessmentState } from "./assessment-state.js";
export { createManipulator, FEATURE_SET, type Manipulator } from "./manipulate.js";
export { initialPipelineState, type PipelineState } from "./pipeline-state.js";
export { type StepOutputs, step } from "./step.js";
export { type AssessmentSummary, summariseAssessment } from "./summarise-assessment.js";
