import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import {
  type AssessmentMessage,
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

/**
 * Publishes what an acquisition has led to: the whole to workorders, the parts to whoever listens. The alarm is told of by the alarm book,
 * as people change it too. `headers` say how old the measurement is. Repeating it is harmless: the ids are those of the first time.
 */
export async function publishAssessment(
  ref: AssetRef,
  stateAcquisition: string,
  assessment: AssessmentMessage,
  publisher: JetStreamPublisher,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const acquisition = acquisitionId(stateAcquisition);
  const { condition, health, prognosis } = assessment;
  const publish = async <D extends DescMessage>(noun: SubjectNoun, schema: D, message: MessageShape<D> | undefined) => {
    if (!message) return;
    await publisher.publish({
      subject: subjectOf(noun, ref),
      messageId: messageId(ref, acquisition, noun, MODEL_VERSION),
      payload: toBinary(schema, message),
      headers,
    });
  };
  await Promise.all([
    publish("assessment", AssessmentSchema, assessment),
    publish("condition", ConditionStateSchema, condition),
    publish("health", HealthStateSchema, health),
    publish("prognosis", RulEstimateSchema, prognosis),
  ]);
}
