export { assessFindings, FAILURE_RATIO, FINDING_CONFIDENCE, healthOf } from "./findings/health-assessment.js";
export { diagnoseLines, type LineDiagnosisState } from "./lines/line-diagnosis.js";
export { bearingOrders, characteristicOrders } from "./machine/characteristic-orders.js";
export { displacementZone, ISO_20816_3_LIMITS, type MachineZone, machineZone, velocityZone } from "./machine/iso-20816-zones.js";
export { DEFAULT_TIME_SCALE, type MachineTimeScale } from "./machine/machine-time-scale.js";
export { type SensorWatchState, watchSensors } from "./sensors/sensor-watch.js";
export { conditionLevel } from "./state/condition-level.js";
export { type Detection, type DetectionState, detect, NO_DETECTION } from "./state/state-detection.js";
