export { assetBucketKey } from "./asset-bucket-key.js";
export { acquisitionFromWire, acquisitionToWire } from "./codecs/acquisition-codec.js";
export { advisoryFromWire, advisoryToWire } from "./codecs/advisory-codec.js";
export {
  alarmFromWire,
  alarmToWire,
  conditionFromWire,
  conditionToWire,
  rulEstimateFromWire,
  rulEstimateToWire,
} from "./codecs/assessment-codec.js";
export { assetConfigFromWire, assetConfigToWire, assetRefFromWire, assetRefToWire } from "./codecs/asset-codec.js";
export { featureVectorFromWire, featureVectorToWire } from "./codecs/features-codec.js";
export { findingFromWire, findingToWire, healthFromWire, healthToWire } from "./codecs/health-codec.js";
export { readingFromWire, readingToWire } from "./codecs/reading-codec.js";
export { workOrderFromWire, workOrderStateCodec, workOrderToWire } from "./codecs/workorder-codec.js";
export {
  type Acquisition as AcquisitionMessage,
  AcquisitionSchema,
  AcquisitionService,
  type SubmitRequest,
  type SubmitResponse,
  SubmitResponseSchema,
} from "./gen/phm/acquisition/v1/acquisition_pb.js";
export { AdvisorySchema, AdvisoryService } from "./gen/phm/advisory/v1/advisory_pb.js";
export { AlarmSchema } from "./gen/phm/alarm/v1/alarm_pb.js";
export { type Assessment as AssessmentMessage, AssessmentSchema, AssessmentService } from "./gen/phm/assessment/v1/assessment_pb.js";
export { AssetConfigSchema, AssetService } from "./gen/phm/asset/v1/asset_pb.js";
export { ConditionStateSchema } from "./gen/phm/condition/v1/condition_pb.js";
export { FeatureService, FeatureVectorSchema } from "./gen/phm/features/v1/features_pb.js";
export { HealthStateSchema } from "./gen/phm/health/v1/health_pb.js";
export { PrognosisService, RulEstimateSchema } from "./gen/phm/prognosis/v1/prognosis_pb.js";
export { ReadingSchema } from "./gen/phm/reading/v1/reading_pb.js";
export { WorkOrderSchema, WorkOrderService } from "./gen/phm/workorder/v1/workorder_pb.js";
export { messageId } from "./message-ids.js";
export { PARTITION_COUNT, PARTITIONS, partitionOf } from "./partition.js";
export { partitionSubjects, SUBJECT_NOUNS, type SubjectNoun, subjectOf, subjectsOf } from "./subjects.js";
export { ANNOUNCEMENT_STREAM, ASSET_BUCKET, LINK_STREAMS, type LinkStream, partitionConsumers } from "./topology.js";
