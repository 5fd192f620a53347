export {
  type AdvisoryState,
  type AssessmentForAdvice,
  advise,
  applyAdvisory,
  initialAdvisoryState,
  RULE_VERSION,
} from "@phm/advisory";
export {
  type AlarmEvent,
  type AlarmKpis,
  type AlarmRecord,
  type AlarmVerdict,
  alarmFlood,
  alarmKpis,
  BEARING_CATALOGUE,
  type BearingCatalogue,
  catalogueDesignation,
  clearForRelearning,
  configNotices,
  expireShelf,
  type FollowedAlarm,
  followCondition,
  initialAlarm,
  isConcerned,
  type RaisedAlarm,
  type RecordedTransition,
  resolvedConfig,
  type StandingAlarm,
  siteCatalogue,
  siteFigures,
  statedConfig,
  transition,
} from "@phm/diagnostics";
export {
  designLife,
  HEALTH_INDICATOR_NAMES,
  type Life,
  type ModelEvaluation,
  type ModelRecipe,
  meanPinballLn,
  type QuantilesLn,
  type RulModelDocument,
  type ServedModel,
  signRulModel,
  trainRulModel,
  wilsonInterval,
} from "@phm/prognostics";
export { type AnalysisParts, analysisLine, MAX_SHOWN_ADVISORIES, toAnalysisLine } from "./analysis-line.js";
export { type Assessment, assess, MODEL_VERSION } from "./assess.js";
export { type AssessmentState, initialAssessmentState } from "./assessment-state.js";
export {
  type BearingLineRecord,
  type BearingLineSearch,
  bearingLineRecord,
  type DamagedPart,
} from "./evaluate/bearing-line-evidence.js";
export {
  type ClassScore,
  type DiagnosisOutcome,
  type DiagnosisScore,
  evaluateDiagnosis,
  type ReliabilityRow,
} from "./evaluate/diagnosis/evaluate-diagnosis.js";
export { finalFindings } from "./evaluate/diagnosis/final-findings.js";
export { type LabelledRecord, labelledRecords } from "./evaluate/diagnosis/labelled-record.js";
export { ageExplained } from "./evaluate/rul/age-explained.js";
export { type EndedLife, endedLives } from "./evaluate/rul/ended-life.js";
export { evaluateModel } from "./evaluate/rul/evaluate-model.js";
export { evaluateRul, type RulScore } from "./evaluate/rul/evaluate-rul.js";
export { evaluateTickets, type TicketOutcome, type TicketScore } from "./evaluate/rul/evaluate-tickets.js";
export { type MedianMove, medianMove, ticketMovedShare } from "./evaluate/rul/late-start.js";
export { LifeRecorder } from "./evaluate/rul/life-recorder.js";
export { rulContenders } from "./evaluate/rul/rul-contenders.js";
export { modelContender, type RulContender, TRIVIAL_CONTENDERS } from "./evaluate/rul/rul-predictors.js";
export { CDF_FOREST, cdfForestRecipe, PROPORTIONAL_ODDS, SERVED_INPUTS, seededUniform } from "./evaluate/rul/rul-recipes.js";
export { type RunLives, type RunLivesOptions, runLives } from "./evaluate/rul/run-lives.js";
export { shaftLineAmplitude } from "./evaluate/shaft-line-evidence.js";
export {
  type BearingLineRow,
  bearingLineRows,
  countShorts,
  FOUND_ABOVE_DECOYS,
  type GradedRecord,
  type GradeRow,
  gradeRows,
  type LabelledLine,
  SHORT_NEGATIVE_SEQUENCE_RATIO,
  type ShortCounts,
  type ShortRecord,
  shortRecord,
} from "./evaluate/signal-evidence.js";
export {
  judgeTableTickets,
  MIN_TABLE_LEAD_H,
  type RankedMember,
  rankMembers,
  type TableVerdict,
} from "./evaluate/tables/judge-table-tickets.js";
export { failedMembers, type TableReport, tableReport } from "./evaluate/tables/table-report.js";
export { type MemberTickets, type TableTickets, tableTickets } from "./evaluate/tables/table-tickets.js";
export { parseTrendTable, type TrendTable } from "./evaluate/tables/trend-table.js";
export { TREND_VARIANTS, type TrendVariant } from "./evaluate/tables/trend-variants.js";
export { type AssessmentEvidence, recomputeAssessment } from "./evidence/recompute-assessment.js";
export type { FeatureDefinition, FeatureSchema, FeatureUnit } from "./feature-schema/feature-definition.js";
export { FEATURE_SCHEMA, featureDefinition } from "./feature-schema/feature-schema.js";
export { historyLine } from "./history-line.js";
export { addBlock, DENSE_BLOCKS, THINNED_BLOCKS } from "./learn/add-block.js";
export { closedBlock } from "./learn/closed-block.js";
export { type CurveFold, type CurvePoint, curvePoint, drawnFolds, everyFold, pinballChange } from "./learn/learning-curve.js";
export { requireEnoughLives, type TrainingLives, trainingLives } from "./learn/training-lives.js";
export { createManipulator, FEATURE_SET, type Manipulator } from "./manipulate.js";
export { modelInputs } from "./model-inputs.js";
export { openServedModel } from "./open-served-model.js";
export { initialPipelineState, type PipelineState } from "./pipeline-state.js";
export { relearnBaseline } from "./relearn-baseline.js";
export { assessAgain, type StepAgain } from "./reorder/assess-again.js";
export { isInReorderWindow, type ReorderBase, reorderBaseAfter, reorderBaseAgain } from "./reorder/reorder-base.js";
export { BUILT_IN_MODEL, BUILT_IN_MODELS, type ServedModels } from "./served-models.js";
export { type StepOutputs, step } from "./step.js";
export { type AssessmentSummary, summariseAssessment } from "./summarise-assessment.js";
