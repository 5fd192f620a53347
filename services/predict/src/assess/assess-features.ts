import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type AssessmentMessage,
  AssessmentSchema,
  alarmToWire,
  conditionToWire,
  FeatureVectorSchema,
  featureVectorFromWire,
  findingToWire,
  healthToWire,
  rulEstimateToWire,
} from "@phm/contracts";
import { assetKey, type FeatureVector } from "@phm/domain";
import { type Assessment, type AssessmentState, assess, initialAssessmentState, summariseAssessment } from "@phm/pipeline";
import {
  type AssetDirectory,
  type Collection,
  type JetStreamPublisher,
  type MessageHandler,
  ServiceError,
  type Stored,
} from "@phm/service-kit";
import type { PredictMetrics } from "../metrics.js";
import { type AssetState, assetState, currentAssessment } from "./asset-state.js";
import type { LateAcquisitions } from "./late-acquisitions.js";
import type { PrognosisHistory } from "./prognosis-history.js";
import { publishAssessment } from "./publish-assessment.js";

export interface AssessDependencies {
  readonly directory: AssetDirectory;
  readonly states: Collection<AssetState>;
  readonly prognoses: PrognosisHistory;
  readonly late: LateAcquisitions;
  readonly publisher: JetStreamPublisher;
  readonly metrics: PredictMetrics;
}

/** Features in, the asset's new state stored and its assessment published. */
export function assessFeatures(dependencies: AssessDependencies): MessageHandler {
  return async ({ payload }) => {
    const features = featureVectorFromWire(fromBinary(FeatureVectorSchema, payload));
    const stored = await dependencies.states.get(assetKey(features.ref));
    const isRepeated = stored?.value.acquisition === features.acquisition;
    const state = isRepeated ? stored.value : await advance(features, stored, dependencies);
    if (isRepeated) dependencies.metrics.taken("repeated");
    if (state) await publishAssessment(features.ref, state, dependencies.publisher);
  };
}

/** The next state, on record; undefined where these features change nothing. */
async function advance(
  features: FeatureVector,
  stored: Stored<AssetState> | undefined,
  dependencies: AssessDependencies,
): Promise<AssetState | undefined> {
  const { directory, states, prognoses, metrics } = dependencies;
  const config = await directory.find(features.ref);
  if (!config) throw new ServiceError("unavailable", `the configuration of ${assetKey(features.ref)} is not in the register's bucket yet`);
  const before = stored?.value.assessment ?? initialAssessmentState();
  const [after, assessment] = assess(before, features, config);
  if (!assessment) {
    await setAside(features, dependencies);
    return undefined;
  }
  await prognoses.record(assessment.prognosis);
  const current = assessmentMessage(after, assessment, stored && currentAssessment(stored.value));
  const next = assetState(features.ref, after, features.acquisition, current, assessment.alarm !== null);
  await states.put(assetKey(features.ref), next, stored?.version ?? 0);
  metrics.assessed(assessment);
  return next;
}

/** Features that are not newer than the state: a repetition that came by another way, or late. */
async function setAside(features: FeatureVector, { prognoses, late, metrics }: AssessDependencies): Promise<void> {
  if (await prognoses.has(features.ref, features.acquisition, features.startTimeNs)) {
    metrics.taken("repeated");
    return;
  }
  await late.record(features);
  metrics.taken("late");
}

function assessmentMessage(state: AssessmentState, assessment: Assessment, before: AssessmentMessage | undefined): AssessmentMessage {
  const { acquisitions, everFindings } = summariseAssessment(state);
  const alarm = assessment.alarm ? alarmToWire(assessment.alarm) : before?.alarm;
  return create(AssessmentSchema, {
    condition: conditionToWire(assessment.condition),
    health: healthToWire(assessment.health),
    prognosis: rulEstimateToWire(assessment.prognosis),
    acquisitions: BigInt(acquisitions),
    everFindings: everFindings.map(findingToWire),
    ...(alarm ? { alarm } : {}),
  });
}
