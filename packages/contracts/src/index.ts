export { assetBucketKey } from "./asset-bucket-key.js";
export { acquisitionFromWire, acquisitionToWire, durabilityCodec, timeBaseCodec } from "./codecs/acquisition-codec.js";
export { advisoryFromWire, advisoryToWire, tierCodec } from "./codecs/advisory-codec.js";
export { alarmFromWire, alarmStateCodec, alarmToWire, alarmTransitionFromWire, alarmTransitionToWire } from "./codecs/alarm-codec.js";
export {
  conditionFromWire,
  conditionToWire,
  rulEstimateFromWire,
  rulEstimateToWire,
} from "./codecs/assessment-codec.js";
export {
  assetConfigFromWire,
  assetConfigToWire,
  assetRefFromWire,
  assetRefToWire,
  configNoticeFromWire,
  configNoticeToWire,
  criticalityCodec,
  quantityCodec,
  timeScaleCodec,
  unitCodec,
} from "./codecs/asset-codec.js";
export {
  bearingEntryFromWire,
  bearingEntryToWire,
  bearingRevisionFromWire,
  bearingRevisionToWire,
  siteBearingFromWire,
  siteBearingToWire,
} from "./codecs/bearing-entry-codec.js";
export { billFromWire, billToWire } from "./codecs/bill-codec.js";
export {
  customerFromWire,
  customerLinkFromWire,
  customerLinkToWire,
  customerRelationCodec,
  customerToWire,
} from "./codecs/customer-codec.js";
export { designLifeFromWire, designLifeToWire } from "./codecs/design-life-codec.js";
export {
  costEntryFromWire,
  costEntryToWire,
  costKindCodec,
  costTotalFromWire,
  costTotalToWire,
  equipmentEntryFromWire,
  equipmentEntryToWire,
  equipmentEventFromWire,
  equipmentEventKindCodec,
  equipmentEventToWire,
  equipmentFromWire,
  equipmentKeyFromWire,
  equipmentKindCodec,
  equipmentStateCodec,
  equipmentToWire,
  TABLE_FORMATS,
  type TableFormat,
  tableFormatCodec,
} from "./codecs/equipment-codec.js";
export {
  documentTypeCodec,
  equipmentDocumentFromWire,
  equipmentDocumentToWire,
  equipmentRecordFromWire,
  equipmentRecordToWire,
} from "./codecs/equipment-record-codec.js";
export {
  EVENT_OUTCOMES,
  type EventOutcome,
  enterpriseSystemFromWire,
  enterpriseSystemToWire,
  eventOutcomeCodec,
  TRANSFER_STATES,
  type TransferState,
  transferStateCodec,
} from "./codecs/exchange-codec.js";
export {
  analysisKindCodec,
  analysisWindowCodec,
  featureScopeCodec,
  keepReasonCodec,
  resolutionCodec,
  shaftAngleSourceCodec,
} from "./codecs/feature-service-codec.js";
export { featureVectorFromWire, featureVectorToWire, spectrumKindCodec, spectrumToWire } from "./codecs/features-codec.js";
export { float32Bytes, float32Values } from "./codecs/float32-bytes.js";
export { failureModeCodec, findingFromWire, findingToWire, healthFromWire, healthToWire } from "./codecs/health-codec.js";
export {
  inspectionEntryFromWire,
  inspectionEntryToWire,
  inspectionRecordFromWire,
  inspectionRecordToWire,
  inspectionRoundFromWire,
  inspectionRoundToWire,
} from "./codecs/inspection-round-codec.js";
export { inspectionRouteFromWire, inspectionRouteToWire } from "./codecs/inspection-route-codec.js";
export { inspectionStandardFromWire, inspectionStandardToWire } from "./codecs/inspection-standard-codec.js";
export { inspectionGradeCodec, itemStateCodec, roundStateCodec } from "./codecs/inspection-words-codec.js";
export { type StoreFaultKind, type StoreVerificationEvent, scrubEventFromWire, scrubEventToWire } from "./codecs/integrity-codec.js";
export {
  faultKnowledgeFromWire,
  faultKnowledgeToWire,
  knowledgeEntryFromWire,
  knowledgeEntryToWire,
  knowledgeRevisionFromWire,
  knowledgeRevisionToWire,
} from "./codecs/knowledge-codec.js";
export { machineLifeFromWire, machineLifeToWire } from "./codecs/machine-life-codec.js";
export { type ModelScope, modelScopeFromWire, modelScopeToWire, modelStateCodec } from "./codecs/model-codec.js";
export {
  DELIVERY_STATES,
  type DeliveryState,
  deliveryStateCodec,
  noticeKindCodec,
  notificationChannelFromWire,
  notificationChannelToWire,
  notificationRuleFromWire,
  notificationRuleToWire,
} from "./codecs/notification-codec.js";
export {
  orderCommandFromWire,
  orderCommandKindCodec,
  orderCommandToWire,
  orderRoleCodec,
  type RequestedCommand,
} from "./codecs/order-command-codec.js";
export { attachedFileFromWire, attachedFileToWire } from "./codecs/order-record-codec.js";
export { workOrderSortCodec, workOrderSummaryFromWire, workOrderSummaryToWire } from "./codecs/order-summary-codec.js";
export { orderOriginFromWire, orderOriginToWire, orderTaskFromWire, orderTaskToWire } from "./codecs/order-task-codec.js";
export { lifeOutcomeFromWire, lifeOutcomeToWire, modelQualityFromWire, modelQualityToWire } from "./codecs/outcome-codec.js";
export { MOVEMENT_KINDS, type MovementKind, movementKindCodec, sparePartFromWire, sparePartToWire } from "./codecs/part-codec.js";
export { pastOrderFromWire, pastOrderToWire } from "./codecs/past-order-codec.js";
export {
  meterCodec,
  meterReadingFromWire,
  meterReadingToWire,
  occurrenceFateCodec,
  planOutlookCodec,
  preventivePlanFromWire,
  preventivePlanToWire,
  ruleFromWire,
} from "./codecs/plan-codec.js";
export { plannedStopFromWire, plannedStopToWire } from "./codecs/planning-codec.js";
export { readingFromWire, readingQualityCodec, readingToWire } from "./codecs/reading-codec.js";
export { rulStatusCodec } from "./codecs/remaining-life-codec.js";
export {
  evidenceOwnerCodec,
  evidenceReferenceFromWire,
  evidenceReferenceToWire,
  referenceKindCodec,
  retentionPolicyFromWire,
  retentionPolicyToWire,
} from "./codecs/retention-codec.js";
export { suppressionFromWire, suppressionToWire } from "./codecs/suppression-codec.js";
export {
  modeOrNoneFromWire,
  modeOrNoneToWire,
  verdictFromWire,
  verdictResultCodec,
  verdictStatementFromWire,
  verdictStatementToWire,
  verdictToWire,
} from "./codecs/verdict-codec.js";
export {
  workOrderEventFromWire,
  workOrderEventToWire,
  workOrderFromWire,
  workOrderStateCodec,
  workOrderToWire,
} from "./codecs/workorder-codec.js";
export {
  type Accepted as AcceptedMessage,
  type Acquisition as AcquisitionMessage,
  AcquisitionSchema,
  AcquisitionService,
  type SubmitRequest,
  type SubmitRequestSchema,
  type SubmitResponse,
  SubmitResponseSchema,
} from "./gen/phm/acquisition/v1/acquisition_pb.js";
export {
  type ArchivedAcquisition as ArchivedAcquisitionMessage,
  ArchivedAcquisitionSchema,
  ArchiveService,
  type PointGaps as PointGapsMessage,
} from "./gen/phm/acquisition/v1/archive_pb.js";
export { type Advisory as AdvisoryMessage, AdvisorySchema, AdvisoryService } from "./gen/phm/advisory/v1/advisory_pb.js";
export {
  type Alarm as AlarmMessage,
  type AlarmKpis,
  AlarmSchema,
  AlarmService,
  AlarmTransitionSchema,
} from "./gen/phm/alarm/v1/alarm_pb.js";
export {
  type Assessment as AssessmentMessage,
  AssessmentSchema,
  AssessmentService,
  type AssessmentSummary as AssessmentSummaryMessage,
  AssessmentSummarySchema,
} from "./gen/phm/assessment/v1/assessment_pb.js";
export { AssetConfigSchema, AssetService } from "./gen/phm/asset/v1/asset_pb.js";
export { DesignLifeSchema, DesignLifeService } from "./gen/phm/asset/v1/design_life_pb.js";
export { IntakeService } from "./gen/phm/backup/v1/intake_pb.js";
export { BearingEntrySchema, BearingRevisionSchema, BearingService, SiteBearingSchema } from "./gen/phm/bearing/v1/bearing_pb.js";
export { ConditionService, ConditionStateSchema } from "./gen/phm/condition/v1/condition_pb.js";
export {
  type Customer as CustomerMessage,
  type CustomerLink as CustomerLinkMessage,
  type CustomerRecord as CustomerRecordMessage,
  CustomerRecordSchema,
  CustomerSchema,
  CustomerService,
} from "./gen/phm/customer/v1/customer_pb.js";
export {
  type EquipmentEntry as EquipmentEntryMessage,
  EquipmentEntrySchema,
  EquipmentEventSchema,
  EquipmentSchema,
  type ImportProblem as ImportProblemMessage,
  type ImportReport as ImportReportMessage,
  ImportReportSchema,
} from "./gen/phm/equipment/v1/equipment_pb.js";
export { EquipmentOrder, EquipmentService } from "./gen/phm/equipment/v1/equipment_service_pb.js";
export {
  type EnterpriseSystem as EnterpriseSystemMessage,
  EnterpriseSystemSchema,
  ExchangeService,
} from "./gen/phm/exchange/v1/exchange_pb.js";
export {
  type ComputeSpectrumRequest,
  FeatureService,
  FeatureVectorSchema,
  type QueryFeaturesRequest,
} from "./gen/phm/features/v1/features_pb.js";
export { HealthStateSchema } from "./gen/phm/health/v1/health_pb.js";
export {
  InspectionRecordSchema,
  InspectionRoundSchema,
  InspectionRouteSchema,
  InspectionStandardSchema,
  type RoundEntry as RoundEntryMessage,
  RoundEntrySchema,
  type RouteRevision as RouteRevisionMessage,
  RouteRevisionSchema,
  type StandardRevision as StandardRevisionMessage,
  StandardRevisionSchema,
} from "./gen/phm/inspection/v1/inspection_pb.js";
export {
  type ComplianceGroup as ComplianceGroupMessage,
  EntryOutcome,
  type EntryReport as EntryReportMessage,
  EntryReportSchema,
  InspectionService,
} from "./gen/phm/inspection/v1/inspection_service_pb.js";
export { IntegrityService } from "./gen/phm/integrity/v1/integrity_pb.js";
export {
  type FaultKnowledge as FaultKnowledgeMessage,
  FaultKnowledgeSchema,
  KnowledgeService,
} from "./gen/phm/knowledge/v1/knowledge_pb.js";
export type {
  GetLifeCostsResponse as LifeCostsMessage,
  GetMaintenanceKpisResponse as MaintenanceKpisMessage,
} from "./gen/phm/kpi/v1/kpi_pb.js";
export { KpiService } from "./gen/phm/kpi/v1/kpi_pb.js";
export {
  type GateReport as GateReportMessage,
  GateReportSchema,
  type ModelEvent as ModelEventMessage,
  ModelEventSchema,
  type ModelRecord as ModelRecordMessage,
  ModelRecordSchema,
  ModelService,
} from "./gen/phm/model/v1/model_pb.js";
export {
  type Delivery as DeliveryMessage,
  NotificationChannelSchema,
  NotificationRuleSchema,
  NotificationService,
} from "./gen/phm/notification/v1/notification_pb.js";
export {
  type BillRecord as BillRecordMessage,
  BillRecordSchema,
  BillSchema,
  BillService,
  type NeededPart as NeededPartMessage,
} from "./gen/phm/part/v1/bill_pb.js";
export {
  type Movement as MovementMessage,
  MovementSchema,
  type PartRecord as PartRecordMessage,
  PartRecordSchema,
  PartService,
  SparePartSchema,
} from "./gen/phm/part/v1/part_pb.js";
export {
  type Compliance as ComplianceMessage,
  ComplianceSchema,
  type MeterReading as MeterReadingMessage,
  type MeterStanding as MeterStandingMessage,
  MeterStandingSchema,
  type Occurrence as OccurrenceMessage,
  OccurrenceSchema,
  type PlanRecord as PlanRecordMessage,
  PlanRecordSchema,
  type PreventivePlan as PreventivePlanMessage,
  PreventivePlanSchema,
} from "./gen/phm/plan/v1/plan_pb.js";
export { PlanService } from "./gen/phm/plan/v1/plan_service_pb.js";
export { type PlannedStop as PlannedStopMessage, PlanningService } from "./gen/phm/planning/v1/planning_pb.js";
export { type FindTextResponse as FindTextMessage, PrivacyService } from "./gen/phm/privacy/v1/privacy_pb.js";
export { type LifeOutcome as LifeOutcomeMessage, LifeOutcomeSchema, ModelQualitySchema } from "./gen/phm/prognosis/v1/outcome_pb.js";
export { EstimateVerdict, PrognosisService, RulEstimateSchema } from "./gen/phm/prognosis/v1/prognosis_pb.js";
export { type Reading as ReadingMessage, ReadingSchema } from "./gen/phm/reading/v1/reading_pb.js";
export {
  type GetCoverageResponse as CoverageMessage,
  type ListReadingsResponse as ReadingColumnsMessage,
  ReadingService,
  type RejectedReading as RejectedReadingMessage,
} from "./gen/phm/reading/v1/reading_service_pb.js";
export { type Checkpoint as CheckpointMessage, EvidenceService } from "./gen/phm/retention/v1/evidence_pb.js";
export { type PolicyRecord as PolicyRecordMessage, PolicyRecordSchema } from "./gen/phm/retention/v1/policy_pb.js";
export { type EvidenceReference as EvidenceReferenceMessage, ReferenceService } from "./gen/phm/retention/v1/reference_pb.js";
export {
  type GetUsageResponse as RetentionUsageMessage,
  RetentionService,
  type Sweep as SweepMessage,
  SweepSchema,
  SweepService,
  type VerifyPinsResponse,
} from "./gen/phm/retention/v1/retention_pb.js";
export { MachineLifeSchema, TrainingService } from "./gen/phm/training/v1/training_pb.js";
export {
  type Baseline as BaselineMessage,
  type CompareWithTwinResponse,
  type FitError as FitErrorMessage,
  type GetTwinResponse,
  type Look as LookMessage,
  type Resonance as ResonanceMessage,
  type TryFaultResponse,
  type TwinLine as TwinLineMessage,
  TwinService,
} from "./gen/phm/twin/v1/twin_pb.js";
export {
  type Verdict as VerdictMessage,
  VerdictSchema,
  type VerdictStatement as VerdictStatementMessage,
} from "./gen/phm/verdict/v1/verdict_pb.js";
export type { OrderRole as OrderRoleMessage } from "./gen/phm/workorder/v1/command_pb.js";
export {
  type ImportPastOrdersResponse as PastOrderReportMessage,
  type PastOrder as PastOrderMessage,
  PastOrderSchema,
  PastOrderService,
} from "./gen/phm/workorder/v1/past_order_pb.js";
export { PeopleService, type Person as PersonMessage } from "./gen/phm/workorder/v1/people_pb.js";
export type { AttachedFile as AttachedFileMessage } from "./gen/phm/workorder/v1/record_pb.js";
export { type Suppression as SuppressionMessage, SuppressionSchema, SuppressionService } from "./gen/phm/workorder/v1/suppression_pb.js";
export {
  type AttachFileRequest,
  type LegalCommand as LegalCommandMessage,
  LegalCommandSchema,
  type WorkOrder as WorkOrderMessage,
  WorkOrderEventSchema,
  WorkOrderSchema,
  WorkOrderService,
  WorkOrderSummarySchema,
} from "./gen/phm/workorder/v1/workorder_pb.js";
export { messageId } from "./message-ids.js";
export { PARTITION_COUNT, PARTITIONS, partitionOf } from "./partition.js";
export { partitionSubjects, SUBJECT_NOUNS, type SubjectNoun, subjectOf, subjectsOf } from "./subjects.js";
export { ANNOUNCEMENT_STREAM, ARCHIVE_LINK, ASSET_BUCKET, LINK_STREAMS, type LinkStream, partitionConsumers } from "./topology.js";
