export { bearingOrders, characteristicOrders } from "./characteristic-orders.js";
export { conditionLevel } from "./condition-level.js";
export { assessFindings, FAILURE_RATIO, FINDING_CONFIDENCE, healthOf } from "./health-assessment.js";
export { displacementZone, ISO_20816_3_LIMITS, type MachineZone, machineZone, velocityZone } from "./iso-20816-zones.js";
export { diagnoseLines, type LineDiagnosisState } from "./line-diagnosis.js";
export { DEFAULT_TIME_SCALE, type MachineTimeScale } from "./machine-time-scale.js";
export { type SensorWatchState, watchSensors } from "./sensor-watch.js";
export { type Detection, type DetectionState, detect, NO_DETECTION } from "./state-detection.js";
