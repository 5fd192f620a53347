export { type AlarmFlood, alarmFlood } from "./alarm/alarm-flood.js";
export {
  type AlarmKpiInput,
  type AlarmKpis,
  type AlarmVerdict,
  alarmKpis,
  type RaisedAlarm,
  type StandingAlarm,
} from "./alarm/alarm-kpis.js";
export { type AlarmEvent, type AlarmRecord, initialAlarm, type RecordedTransition } from "./alarm/alarm-record.js";
export { MAX_SHELF_S, transition } from "./alarm/alarm-transition.js";
export { clearForRelearning, expireShelf, type FollowedAlarm, followCondition } from "./alarm/follow-condition.js";
export { IllegalAlarmTransition } from "./alarm/illegal-alarm-transition.js";
export { assessFindings, FAILURE_RATIO, healthOf } from "./findings/health-assessment.js";
export { diagnose, NO_DIAGNOSIS } from "./hypotheses/diagnose.js";
export type { DiagnosisState } from "./hypotheses/diagnosis-state.js";
export { type Diagnoser, FINDING_CONFIDENCE, type Hypothesis, SHOWN_CONFIDENCE } from "./hypotheses/hypothesis.js";
export { rankFindings } from "./hypotheses/rank-findings.js";
export {
  BEARING_CATALOGUE,
  type BearingCatalogue,
  type CatalogueBearing,
  ESTIMATED_TOLERANCE_RATIO,
  GIVEN_TOLERANCE_RATIO,
  PUBLISHED_TOLERANCE_RATIO,
} from "./machine/bearing-catalogue.js";
export { catalogueDesignation, findBearing } from "./machine/bearing-designation.js";
export { type PlacedBearing, placedBearings } from "./machine/bearing-frequencies.js";
export {
  bearingOrders,
  isResolved,
  type ResolvedBearing,
  resolveBearing,
  type UnresolvedBearing,
} from "./machine/characteristic-orders.js";
export { configNotices } from "./machine/config-notices.js";
export { type ExpectedFrequencies, expectedFrequencies } from "./machine/expected-frequencies.js";
export { type ExpectedFrequency, FREQUENCY_KINDS, type FrequencyKind, type UnusedInput } from "./machine/expected-frequency.js";
export { characteristicOrders } from "./machine/geometry-orders.js";
export { type AlarmLimits, alarmLimits, isSignificantChange } from "./machine/iso-20816-alarms.js";
export {
  displacementZone,
  ISO_20816_3_LIMITS,
  ISO_20816_3_SOURCE,
  type MachineZone,
  machineZone,
  velocityZone,
  zoneLimits,
} from "./machine/iso-20816-zones.js";
export { DEFAULT_TIME_SCALE, type MachineTimeScale, machineTimeScale, PLANT_TIME_SCALE } from "./machine/machine-time-scale.js";
export { isConcerned, resolvedConfig, siteCatalogue, siteFigures, statedConfig } from "./machine/site-catalogue.js";
export { median } from "./numbers/order-statistics.js";
export { type ExpectedChannels, expectChannels } from "./sensors/expected-channels.js";
export {
  NO_SENSITIVITY,
  type SensitivityState,
  settleSensitivity,
  watchSensitivity,
  withSensitivityFaults,
} from "./sensors/sensitivity-watch.js";
export { type SensorWatchState, watchSensors } from "./sensors/sensor-watch.js";
export { conditionLevel } from "./state/condition-level.js";
export { type Detection, type DetectionState, NO_DETECTION, relearn, relearnLevels } from "./state/detection.js";
export { detect, isBeforeRepair } from "./state/state-detection.js";
export { vibrationLevel } from "./state/vibration-level.js";
export type { MemberTrend, TrendLevel } from "./trend/judge-rises.js";
export { PLANT_TREND, type RiseLimits, type TrendClass } from "./trend/trend-class.js";
export { initialTrendState, type TrendReading, type TrendState } from "./trend/trend-state.js";
export { type TrendStep, watchTrend } from "./trend/watch-trend.js";
export { inUnjudgedWords, type UnjudgedRecord } from "./unjudged/unjudged-record.js";
