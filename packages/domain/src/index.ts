export {
  type Acquisition,
  type AcquisitionChannel,
  BYTES_PER_SAMPLE,
  MAX_ACQUISITION_BYTES,
  MAX_CHANNELS,
  type SampleEncoding,
  type TimeBase,
} from "./acquisition.js";
export {
  type Advisory,
  openWorkOrderKey,
  TIERS,
  type Tier,
  WORK_ORDER_STATES,
  type WorkOrder,
  type WorkOrderEvent,
  type WorkOrderState,
} from "./advisory.js";
export {
  ALARM_EVENT_KINDS,
  ALARM_STATES,
  type Alarm,
  type AlarmEventKind,
  type AlarmState,
  type AlarmTransition,
  alarmId,
} from "./alarm.js";
export {
  type AssessmentOf,
  CONDITION_STATES,
  type ConditionLevel,
  type ConditionState,
  type FailureProbability,
  type HealthState,
  type Reading,
  type RemainingLife,
  RUL_STATUSES,
  type RulCalibration,
  type RulEstimate,
  type RulStatus,
  ZONES,
  type Zone,
} from "./assessment.js";
export type { AssetConfig, ConfigNotice, MachineClass, MeasurementPoint } from "./asset-config.js";
export type { Bearing, BearingGeometry, BearingOrders } from "./bearing.js";
export { checkAcquisition } from "./check-acquisition.js";
export { checkAssetConfig } from "./check-asset-config.js";
export { CRITICALITIES, type Criticality } from "./criticality.js";
export { FAILURE_FAMILIES, FAILURE_MODES, type FailureFamily, type FailureMode, failureFamily } from "./failure-mode.js";
export type { BilingualText, CodedText, FaultKnowledge, KnowledgeEntry, KnowledgePart, KnowledgeRevision } from "./fault-knowledge.js";
export {
  type ChannelFeatures,
  type ChannelSpectrum,
  type FeatureVector,
  SENSOR_FAULTS,
  type SensorFault,
  type SensorFaultKind,
  SPECTRUM_KINDS,
  type Spectrum,
  type SpectrumKind,
} from "./feature-vector.js";
export { EVIDENCE_KINDS, type Evidence, type EvidenceKind, type Finding } from "./finding.js";
export {
  type AcquisitionId,
  type AssetId,
  type AssetRef,
  acquisitionId,
  acquisitionKey,
  assetId,
  assetKey,
  assetRef,
  DEFAULT_ORGANISATION,
  DEFAULT_SITE,
  type OrganisationId,
  organisationId,
  type PointId,
  pointId,
  type SiteId,
  siteId,
} from "./ids.js";
export { InvalidValue } from "./invalid-value.js";
export {
  FAILURE_CAUSES,
  FAILURE_MECHANISMS,
  type FailureCause,
  type FailureMechanism,
  REPORTED_FAILURE_MODES,
  type ReportedFailureMode,
} from "./iso-14224.js";
export type { Belt, BladedWheel, GearMesh, MachineKinematics, MotorRotor, MountedBearing, Shaft } from "./machine-kinematics.js";
export { parseFaultKnowledge } from "./parse-fault-knowledge.js";
export { checkPlannedStop, type PlannedStop } from "./planned-stop.js";
export { parseQuantity, parseUnit, QUANTITIES, type Quantity, STANDARD_GRAVITY_M_PER_S2, UNITS, type Unit } from "./quantity.js";
export { readableDuration } from "./readable-duration.js";
export { shaftRatios } from "./shaft-ratios.js";
export { checkSparePart, isNeededFor, type MissingPart, type PartUse, type SparePart } from "./spare-part.js";
export {
  addSeconds,
  formatTimeNs,
  MAX_TIME_NS,
  NS_PER_MS,
  NS_PER_S,
  parseTimeNs,
  secondsBetween,
  storedTime,
  type TimeNs,
} from "./time.js";
export {
  type AdvisoryLink,
  VERDICT_RESULTS,
  type Verdict,
  type VerdictResult,
  type VerdictStatement,
  verdictId,
} from "./verdict.js";
export { conditionWords, evidenceWords, failureModeWords, type Language, tierWords } from "./words.js";
