export {
  type Acquisition,
  type AcquisitionChannel,
  BYTES_PER_SAMPLE,
  MAX_ACQUISITION_BYTES,
  MAX_CHANNELS,
  type SampleEncoding,
  type TimeBase,
} from "./acquisition.js";
export type { Advisory, SuppressionNotice } from "./advisory.js";
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
  READING_QUALITIES,
  type Reading,
  type ReadingQuality,
  type RemainingLife,
  RUL_STATUSES,
  type RulCalibration,
  type RulEstimate,
  type RulStatus,
  ZONES,
  type Zone,
} from "./assessment.js";
export {
  type AssetConfig,
  type ConfigNotice,
  type MachineClass,
  type MeasurementPoint,
  OUT_OF_USE,
  type OutOfUse,
  type RunningHours,
} from "./asset-config.js";
export type { Bearing, BearingFigures, BearingGeometry, BearingOrders, BearingRating } from "./bearing.js";
export type { BearingEntry, BearingRevision, SiteBearing } from "./bearing-entry.js";
export { type BillItem, type BillOfMaterials, type PlacedPart, placedParts } from "./bill-of-materials.js";
export { checkAcquisition } from "./check-acquisition.js";
export { checkAssetConfig } from "./check-asset-config.js";
export { checkBill } from "./check-bill.js";
export { checkCustomer } from "./check-customer.js";
export { checkEquipmentDocument, checkEquipmentRecord, equipmentProblems } from "./check-equipment.js";
export { checkEquipmentParent } from "./check-equipment-parent.js";
export { checkWords } from "./check-fields.js";
export { checkInspectionStandard } from "./check-inspection-standard.js";
export { checkOrderTask } from "./check-order-task.js";
export { checkPreventivePlan } from "./check-preventive-plan.js";
export { checkReading } from "./check-reading.js";
export { checkSiteBearing } from "./check-site-bearing.js";
export { CRITICALITIES, type Criticality } from "./criticality.js";
export {
  CUSTOMER_RELATIONS,
  type Customer,
  type CustomerContact,
  type CustomerLink,
  type CustomerRelation,
} from "./customer.js";
export {
  type BearingDesignLife,
  DESIGN_LIFE_INPUTS,
  type DesignLife,
  type DesignLifeFigures,
  type DesignLifeInput,
  type DesignLifeInputs,
  type SourcedFigure,
} from "./design-life.js";
export { DURABILITIES, type Durability, outlives } from "./durability.js";
export { type Equipment, type EquipmentEntry, type EquipmentKey, equipmentKey } from "./equipment.js";
export { type EquipmentCode, equipmentCode } from "./equipment-code.js";
export {
  applyEquipmentCommand,
  type EquipmentCommand,
  type EquipmentNews,
  type EquipmentOutcome,
  type FindEquipment,
} from "./equipment-command.js";
export { addCost, COST_KINDS, type CostEntry, type CostKind, type CostTotal, checkCostEntry } from "./equipment-cost.js";
export { EQUIPMENT_EVENT_KINDS, type EquipmentEvent, type EquipmentEventKind, type FieldChange } from "./equipment-event.js";
export {
  documentForm,
  EQUIPMENT_FIELDS,
  type EquipmentField,
  equipmentCells,
  equipmentForm,
  FURTHER_PREFIX,
  furtherFields,
  measurementForm,
} from "./equipment-form.js";
export { EQUIPMENT_KINDS, type EquipmentKind, isMachinery, PARENT_KINDS } from "./equipment-hierarchy.js";
export {
  DOCUMENT_TYPES,
  type DocumentFile,
  type DocumentType,
  type EquipmentDocument,
  type EquipmentMeasurement,
  type EquipmentRecord,
  isWithinLimits,
  MEASUREMENT_PHASES,
  type MeasurementPhase,
  NAMEPLATE_FIGURES,
  NAMEPLATE_TEXTS,
  type Nameplate,
} from "./equipment-record.js";
export { checkEquipmentTransition, EQUIPMENT_STATES, EQUIPMENT_TRANSITIONS, type EquipmentState } from "./equipment-state.js";
export {
  EVIDENCE_OWNERS,
  type EvidenceOwner,
  type EvidenceReference,
  type EvidenceReferences,
  REFERENCE_KINDS,
  type ReferenceKind,
} from "./evidence-reference.js";
export { checkEnterpriseSystem } from "./exchange/check-enterprise-system.js";
export type { EnterpriseEvent, OrderEvent as EnterpriseOrderEvent, StopEvent as EnterpriseStopEvent } from "./exchange/enterprise-event.js";
export {
  type EnterpriseSystem,
  EXTERNAL_STATES,
  type ExternalState,
  INBOUND_FIELDS,
  type InboundField,
  OUTBOUND_FIELDS,
  type OutboundField,
} from "./exchange/enterprise-system.js";
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
export {
  type BearingWear,
  EVIDENCE_KINDS,
  type Evidence,
  type EvidenceKind,
  type Finding,
  type OperatingConditions,
  WEAR_STAGES,
  type WearStage,
} from "./finding.js";
export { type Gap, type GapMap, type GapRange, gapMap } from "./gaps/gap-map.js";
export { ordersOfGeometry } from "./geometry-orders.js";
export { gradeAnswer } from "./grade-answer.js";
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
export { type InspectionCode, type InspectionKey, inspectionCode, pointAddress } from "./inspection-code.js";
export {
  type ChoiceForm,
  INSPECTION_ANSWERS,
  INSPECTION_FORMS,
  INSPECTION_GRADES,
  type InspectionAnswer,
  type InspectionChoice,
  type InspectionForm,
  type InspectionGrade,
  JUDGED_GRADES,
  type JudgedForm,
  type JudgedGrade,
  type NumericForm,
} from "./inspection-form.js";
export { checkInspectionEntry, checkPhotoHash, type InspectionEntry, type InspectionRecord } from "./inspection-record.js";
export type { InspectionRevision } from "./inspection-revision.js";
export { type InspectionRound, ITEM_STATES, type ItemState, ROUND_STATES, type RoundItem, type RoundState } from "./inspection-round.js";
export { checkInspectionRoute, type InspectionRoute, type InspectionSchedule } from "./inspection-route.js";
export {
  FINDING_TIERS,
  type FindingTier,
  INSPECTED_STATES,
  type InspectedState,
  type InspectionDuty,
  type InspectionPeriod,
  type InspectionStandard,
  PERIOD_UNITS,
} from "./inspection-standard.js";
export { InvalidValue } from "./invalid-value.js";
export {
  FAILURE_CAUSES,
  FAILURE_MECHANISMS,
  type FailureCause,
  type FailureMechanism,
  REPORTED_FAILURE_MODES,
  type ReportedFailureMode,
} from "./iso-14224.js";
export { type LifeEnd, lifeEndOf } from "./life-end.js";
export type { EstimateOutcome, LifeOutcome, LifeShare, ModelOutcome, ModelQuality } from "./life-outcome.js";
export type { Belt, BladedWheel, GearMesh, MachineKinematics, MotorRotor, MountedBearing, Shaft } from "./machine-kinematics.js";
export type { LabelledLife, LifeBlock, LifeLabel, MachineLife } from "./machine-life.js";
export { afterReading, type MeterReading, type MeterStanding } from "./meter-reading.js";
export {
  CHANNEL_KINDS,
  type ChannelKind,
  checkNotificationChannel,
  checkNotificationRule,
  NOTICE_KINDS,
  type NoticeKind,
  type NotificationChannel,
  type NotificationRule,
  type QuietHours,
} from "./notification.js";
export { ORDER_COMMANDS, ORDER_ROLES, type OrderCommand, type OrderCommandKind, type OrderRole } from "./order-command.js";
export type { OrderTask, TaskPart } from "./order-task.js";
export {
  type EquipmentPatch,
  flatEquipmentForm,
  parseEquipmentDocument,
  parseEquipmentFields,
  parseEquipmentMeasurement,
} from "./parse-equipment.js";
export { parseFaultKnowledge } from "./parse-fault-knowledge.js";
export { parseOrderTask } from "./parse-order-task.js";
export { PAST_ORDER_KINDS, PAST_ORDER_LIMITS, type PastOrder, type PastOrderKind, pastOrderTime } from "./past-order.js";
export { patchEquipmentRecord } from "./patch-equipment.js";
export { checkPlannedStop, type PlannedStop } from "./planned-stop.js";
export {
  CATCH_UPS,
  type CalendarTrigger,
  type CatchUp,
  type ConditionTrigger,
  METERS,
  type Meter,
  type MeterTrigger,
  PLAN_INTERVALS,
  PLAN_TRIGGERS,
  type PlanInterval,
  type PlanKey,
  type PlanTrigger,
  type PreventivePlan,
  planKey,
} from "./preventive-plan.js";
export { parseQuantity, parseUnit, QUANTITIES, type Quantity, STANDARD_GRAVITY_M_PER_S2, UNITS, type Unit } from "./quantity.js";
export { readableDuration } from "./readable-duration.js";
export { afterInterval } from "./recurrence-interval.js";
export {
  checkRecurrenceRule,
  type RecurrenceParts,
  type RecurrenceRule,
  recurrenceParts,
  untilWallMs,
  wallTimeMs,
} from "./recurrence-rule.js";
export { checkRetentionPolicy } from "./retention/check-retention-policy.js";
export {
  DEFAULT_RETENTION_POLICY,
  type RetentionPolicy,
  type RetentionTier,
  type ThinningStep,
  UNGRADED_CRITICALITY,
} from "./retention/retention-policy.js";
export { type ForecastGap, forecastStorage, type StorageForecast, type StorageSample } from "./retention/storage-forecast.js";
export { type AgedRecording, type RetentionRule, Thinning } from "./retention/thinning.js";
export { shaftRatios } from "./shaft-ratios.js";
export { checkSparePart, isNeededFor, type MissingPart, type PartUse, type SparePart } from "./spare-part.js";
export { checkSuppression, MAX_SUPPRESSION_S, type Suppression } from "./suppression.js";
export { TIERS, type Tier } from "./tier.js";
export {
  addSeconds,
  earlierTime,
  formatTimeNs,
  laterTime,
  MAX_TIME_NS,
  NS_PER_MS,
  NS_PER_S,
  parseTimeNs,
  secondsBetween,
  storedTime,
  type TimeNs,
} from "./time.js";
export { TIME_SCALES, type TimeScale } from "./time-scale.js";
export type { Unjudged } from "./unjudged.js";
export {
  type AdvisoryLink,
  VERDICT_RESULTS,
  type Verdict,
  type VerdictResult,
  type VerdictStatement,
  verdictId,
} from "./verdict.js";
export { type WallClock, wallClock } from "./wall-clock.js";
export { conditionWords, evidenceWords, failureModeWords, type Language, orderWords, tierWords } from "./words.js";
export {
  isStanding,
  ORDER_ORIGINS,
  type OrderOrigin,
  openWorkOrderKey,
  STANDING_STATES,
  WORK_ORDER_EVENT_KINDS,
  WORK_ORDER_STATES,
  type WorkOrder,
  type WorkOrderEvent,
  type WorkOrderEventKind,
  type WorkOrderState,
} from "./work-order.js";
export {
  type AttachedFile,
  type ChecklistItem,
  type ConditionCourse,
  type ConditionFigures,
  type ItemTick,
  MAX_ATTACHMENT_BYTES,
  type OrderSignature,
  type OrderWork,
  type PartBooking,
  PROOF_RESULTS,
  type ProofResult,
  SIGNATURE_METHODS,
  type SignatureMethod,
  STOCK_EFFECTS,
  type StockEffect,
  type TimeBooking,
} from "./work-order-record.js";
export { summaryOf, WORK_ORDER_SORTS, type WorkOrderSort, type WorkOrderSummary } from "./work-order-summary.js";
