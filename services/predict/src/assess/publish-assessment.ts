import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { AlarmSchema, ConditionStateSchema, HealthStateSchema, messageId, RulEstimateSchema, type SubjectNoun, subjectOf } from "@phm/contracts";
import { type AssetRef, acquisitionId } from "@phm/domain";
import { MODEL_VERSION } from "@phm/pipeline";
import type { JetStreamPublisher } from "@phm/service-kit";
import { type AssetState, currentAssessment } from "./asset-state.js";

/**
 * Publishes what the state's last step has to say. Repeating it is harmless: the ids are those of the first time.
 * The prognosis comes last, because it tells the readers that the assessment of this acquisition is complete.
 */
export async function publishAssessment(ref: AssetRef, state: AssetState, publisher: JetStreamPublisher): Promise<void> {
  const acquisition = acquisitionId(state.acquisition);
  const { condition, health, prognosis, alarm } = currentAssessment(state);
  const publish = async <D extends DescMessage>(noun: SubjectNoun, schema: D, message: MessageShape<D> | undefined) => {
    if (!message) return;
    const id = messageId(ref, acquisition, noun, MODEL_VERSION);
    await publisher.publish({ subject: subjectOf(noun, ref), messageId: id, payload: toBinary(schema, message) });
  };
  if (state.alarmChanged) await publish("alarm", AlarmSchema, alarm);
  await publish("condition", ConditionStateSchema, condition);
  await publish("health", HealthStateSchema, health);
  await publish("prognosis", RulEstimateSchema, prognosis);
}
