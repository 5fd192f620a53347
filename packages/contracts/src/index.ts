export { assetBucketKey } from "./asset-bucket-key.js";
export { acquisitionFromWire, acquisitionToWire, timeBaseCodec } from "./codecs/acquisition-codec.js";
export { advisoryFromWire, advisoryToWire } from "./codecs/advisory-codec.js";
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
  quantityCodec,
  unitCodec,
} from "./codecs/asset-codec.js";
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
  faultKnowledgeFromWire,
  faultKnowledgeToWire,
  knowledgeEntryFromWire,
  knowledgeEntryToWire,
  knowledgeRevisionFromWire,
  knowledgeRevisionToWire,
} from "./codecs/knowledge-codec.js";
export { MOVEMENT_KINDS, type MovementKind, movementKindCodec, sparePartFromWire, sparePartToWire } from "./codecs/part-codec.js";
export { plannedStopFromWire, plannedStopToWire } from "./codecs/planning-codec.js";
export { readingFromWire, readingToWire } from "./codecs/reading-codec.js";
export {
  verdictFromWire,
  verdictResultCodec,
  verdictStatementFromWire,
  verdictStatementToWire,
  verdictToWire,
} from "./codecs/verdict-codec.js";
export { workOrderFromWire, workOrderStateCodec, workOrderToWire } from "./codecs/workorder-codec.js";
export {
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
} from "./gen/phm/acquisition/v1/archive_pb.js";
export { AdvisorySchema, AdvisoryService } from "./gen/phm/advisory/v1/advisory_pb.js";
export {
  type Alarm as AlarmMessage,
  type AlarmKpis,
  AlarmSchema,
  AlarmService,
  AlarmTransitionSchema,
} from "./gen/phm/alarm/v1/alarm_pb.js";
export { type Assessment as AssessmentMessage, AssessmentSchema, AssessmentService } from "./gen/phm/assessment/v1/assessment_pb.js";
export { AssetConfigSchema, AssetService } from "./gen/phm/asset/v1/asset_pb.js";
export { ConditionService, ConditionStateSchema } from "./gen/phm/condition/v1/condition_pb.js";
export {
  type ComputeSpectrumRequest,
  FeatureService,
  FeatureVectorSchema,
  type QueryFeaturesRequest,
} from "./gen/phm/features/v1/features_pb.js";
export { HealthStateSchema } from "./gen/phm/health/v1/health_pb.js";
export { FaultKnowledgeSchema, KnowledgeService } from "./gen/phm/knowledge/v1/knowledge_pb.js";
export {
  type Movement as MovementMessage,
  MovementSchema,
  type PartRecord as PartRecordMessage,
  PartRecordSchema,
  PartService,
  SparePartSchema,
} from "./gen/phm/part/v1/part_pb.js";
export { type PlannedStop as PlannedStopMessage, PlanningService } from "./gen/phm/planning/v1/planning_pb.js";
export { PrognosisService, RulEstimateSchema } from "./gen/phm/prognosis/v1/prognosis_pb.js";
export { ReadingSchema } from "./gen/phm/reading/v1/reading_pb.js";
export { VerdictSchema, type VerdictStatement as VerdictStatementMessage } from "./gen/phm/verdict/v1/verdict_pb.js";
export { WorkOrderSchema, WorkOrderService } from "./gen/phm/workorder/v1/workorder_pb.js";
export { messageId } from "./message-ids.js";
export { PARTITION_COUNT, PARTITIONS, partitionOf } from "./partition.js";
export { partitionSubjects, SUBJECT_NOUNS, type SubjectNoun, subjectOf, subjectsOf } from "./subjects.js";
export { ANNOUNCEMENT_STREAM, ARCHIVE_LINK, ASSET_BUCKET, LINK_STREAMS, type LinkStream, partitionConsumers } from "./topology.js";
