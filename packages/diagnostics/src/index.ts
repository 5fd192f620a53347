export { type BearingLineMode, bearingLines, type LineHypothesis, MAX_RESOLUTION_ORDERS } from "./bearing-lines.js";
export { bearingOrders, characteristicOrders } from "./characteristic-orders.js";
export { conditionLevel } from "./condition-level.js";
export { assessFindings, FAILURE_RATIO, FINDING_CONFIDENCE, healthOf } from "./health-assessment.js";
export { displacementZone, ISO_20816_3_LIMITS, type MachineZone, machineZone, velocityZone } from "./iso-20816-zones.js";
export { diagnoseLines, type LineDiagnosisState, lineConfidence, type RunningHypothesis } from "./line-diagnosis.js";
export { DEFAULT_TIME_SCALE, type MachineTimeScale } from "./machine-time-scale.js";
export { type SensorWatchState, type WatchedSensor, watchSensors } from "./sensor-watch.js";
export { ALARM_RATIO, ALERT_RATIO, type Detection, type DetectionState, detect, NO_DETECTION } from "./state-detection.js";
