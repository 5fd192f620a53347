import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import {
  AlarmSchema,
  AssessmentSchema,
  ConditionStateSchema,
  HealthStateSchema,
  messageId,
  RulEstimateSchema,
  type SubjectNoun,
  subjectOf,
} from "@phm/contracts";
import { type AssetRef, acquisitionId } from "@phm/domain";
import { MODEL_VERSION } from "@phm/pipeline";
import type { JetStreamPublisher } from "@phm/service-kit";
import { type AssetState, currentAssessment } from "./asset-state.js";

/**
 * Publishes what the state's last step has to say: the whole to workorders, the parts to whoever listens.
 * Repeating it is harmless: the ids are those of the first time.
 */
export async function publishAssessment(ref: AssetRef, state: AssetState, publisher: JetStreamPublisher): Promise<void> {
  const acquisition = acquisitionId(state.acquisition);
  const assessment = currentAssessment(state);
  const { condition, health, prognosis, alarm } = assessment;
  const publish = async <D extends DescMessage>(noun: SubjectNoun, schema: D, message: MessageShape<D> | undefined) => {
    if (!message) return;
    await publisher.publish({
      subject: subjectOf(noun, ref),
      messageId: messageId(ref, acquisition, noun, MODEL_VERSION),
      payload: toBinary(schema, message),
    });
  };
  await Promise.all([
    publish("assessment", AssessmentSchema, assessment),
    publish("condition", ConditionStateSchema, condition),
    publish("health", HealthStateSchema, health),
    publish("prognosis", RulEstimateSchema, prognosis),
    state.alarmChanged ? publish("alarm", AlarmSchema, alarm) : undefined,
  ]);
}
