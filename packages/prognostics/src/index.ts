export { type FailureLevel, remainingLevelLn } from "./failure-level.js";
export { type LogTrend, type LogTrendState, observeRatio, trendOf } from "./log-trend.js";
export { type LevelObservation, type PrognosisState, prognose, RUL_MODEL } from "./prognose.js";
export { type RulInterval, rulInterval } from "./rul-interval.js";
