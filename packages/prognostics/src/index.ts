export { type JudgedMoment, type Widening, wideningByLife } from "./calibration/conformal-by-life.js";
export { basicRatingLifeHours, type RatingLifeInputs } from "./design-life/basic-rating-life.js";
export { designLife } from "./design-life/design-life.js";
export { survivalProbability } from "./design-life/rating-life-survival.js";
export { HORIZONS_BLOCKS } from "./distribution/horizons.js";
export { type LifeDistribution, pooled, probabilityWithin, quantileBlocks, requireDistribution } from "./distribution/life-distribution.js";
export { HEALTH_INDICATOR_NAMES, HEALTH_INDICATORS, type HealthIndicator, type HealthIndicators } from "./indicators/health-indicators.js";
export { type IndicatorState, indicatorsOf, observeIndicators } from "./indicators/indicator-state.js";
export { bootstrapMean, type MeanInterval } from "./metrics/bootstrap-mean.js";
export { challengeScore, meanPinballLn, pinballLoss, type QuantilesLn } from "./metrics/interval-metrics.js";
export { wilsonInterval } from "./metrics/wilson-interval.js";
export { canonicalJson } from "./models/canonical-json.js";
export { type CdfForest, type CdfTree, cdfForestModel } from "./models/cdf-forest.js";
export { DEFAULT_RUL_MODEL } from "./models/default-rul-model.js";
export { type InputProfile, inputProfiles } from "./models/input-profile.js";
export type { FitOpeners, LearnedFit } from "./models/learned-fit.js";
export type { ModelCard } from "./models/model-card.js";
export type { HeldOutLife, HeldOutScore, ModelEvaluation } from "./models/model-evaluation.js";
export { checkedModelDigest, modelDigest, type Sha256, signRulModel } from "./models/model-signature.js";
export { type ProportionalOdds, proportionalOddsModel } from "./models/proportional-odds.js";
export { readRulModelDocument } from "./models/read-model-document.js";
export type { ModelDeclaration, ModelParameter, RulModel } from "./models/rul-model.js";
export { isSupported, openRulModel, type RulModelDocument, type ServedModel } from "./models/rul-model-document.js";
export { type ChangedLine, changeLine, type DecidedBy, isAlreadyDone, type LineCommand } from "./registry/change-line.js";
export {
  compareModels,
  type FalseTickets,
  type Figures,
  GATE_LEVEL,
  type GateCriterion,
  type GateReport,
  MIN_GATE_LIVES,
  type PairedLife,
} from "./registry/compare-models.js";
export { binomialAtMost, coverageFell, ROLLBACK_MARGIN_RATIO, WATCHED_LIVES } from "./registry/coverage-fell.js";
export { IllegalModelTransition } from "./registry/illegal-model-transition.js";
export {
  challengerOf,
  championOf,
  initialLine,
  type LineMember,
  MODEL_STATES,
  type ModelEvent,
  type ModelLine,
  type ModelState,
  memberOf,
  type PromotionWatch,
} from "./registry/model-line.js";
export { pairedOnCards } from "./registry/paired-lives.js";
export { DRIFT_LIMIT, MIN_DRIFT_VALUES, populationStability } from "./registry/population-stability.js";
export { type LevelObservation, NO_PROGNOSIS, type PrognosisState, prognose } from "./serving/prognose.js";
export { fitProportionalOdds } from "./training/fit-proportional-odds.js";
export { type ForestOptions, growCdfForest } from "./training/grow-cdf-forest.js";
export { type Life, type LifeMoment, livesOfOthers, momentWeights } from "./training/life.js";
export { INTERVAL_LEVEL, type ModelRecipe, trainRulModel } from "./training/train-rul-model.js";
