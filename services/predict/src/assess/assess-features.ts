import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type AssessmentMessage,
  AssessmentSchema,
  conditionFromWire,
  conditionToWire,
  FeatureVectorSchema,
  featureVectorFromWire,
  findingFromWire,
  findingToWire,
  healthToWire,
  rulEstimateFromWire,
  rulEstimateToWire,
  timeBaseCodec,
} from "@phm/contracts";
import { type AssetConfig, assetKey, type FailureMode, type FeatureVector, InvalidValue, type TimeBase } from "@phm/domain";
import {
  type Assessment,
  type AssessmentState,
  assess,
  initialAssessmentState,
  modelInputs,
  relearnBaseline,
  type ServedModels,
  type StepAgain,
  summariseAssessment,
} from "@phm/pipeline";
import {
  type AssetDirectory,
  type Collection,
  type JetStreamPublisher,
  type MessageHandler,
  measuredHeaderOf,
  retryOnConflict,
  ServiceError,
  type Stored,
} from "@phm/service-kit";
import { type AlarmBook, alarmMessage } from "../alarms/alarm-book.js";
import { BACK_FROM_REPAIR } from "../alarms/machine-use.js";
import type { Checkpoints } from "../evidence/checkpoints.js";
import { blockClosedBy } from "../lives/closed-block.js";
import type { LifeBook } from "../lives/life-book.js";
import type { PredictMetrics } from "../metrics.js";
import type { DriftBook } from "../models/drift-book.js";
import { scopeOf } from "../models/model-scope.js";
import type { ServedModelShelf } from "../models/served-model-shelf.js";
import type { ReorderWindow } from "../reorder/reorder-window.js";
import type { AssetFence } from "./asset-fence.js";
import { type AssetState, assetState, currentAssessment, shadowEstimate } from "./asset-state.js";
import type { LateAcquisitions } from "./late-acquisitions.js";
import type { PrognosisHistory } from "./prognosis-history.js";
import { publishAssessment } from "./publish-assessment.js";

export interface AssessDependencies {
  readonly directory: AssetDirectory;
  readonly states: Collection<AssetState>;
  readonly prognoses: PrognosisHistory;
  readonly late: LateAcquisitions;
  readonly reorder: ReorderWindow;
  readonly lives: LifeBook;
  readonly alarms: AlarmBook;
  readonly publisher: JetStreamPublisher;
  readonly metrics: PredictMetrics;
  readonly models: ServedModelShelf;
  readonly shadows: PrognosisHistory;
  readonly drift: DriftBook;
  readonly checkpoints: Checkpoints;
  readonly fence: AssetFence;
}

/**
 * Features in; the asset's new state stored, then its estimate, its life and its alarm, then all published. What follows the state is made
 * from the state, so that it can be repeated after a crash.
 */
export function assessFeatures(dependencies: AssessDependencies): MessageHandler {
  return async (message) => {
    const features = featureVectorFromWire(fromBinary(FeatureVectorSchema, message.payload));
    // A machine may be repaired at the same moment: then its state is read and stepped again.
    const state = await retryOnConflict(() => stateAfter(features, dependencies));
    if (!state) return;
    const current = currentAssessment(state);
    const { condition, prognosis } = current;
    if (!condition || !prognosis) throw new InvalidValue("current", "incomplete", "condition, health and prognosis together", "incomplete");
    await dependencies.prognoses.record(rulEstimateFromWire(prognosis));
    const shadow = shadowEstimate(state);
    if (shadow) await dependencies.shadows.record(shadow);
    await dependencies.lives.follow(features.ref, state.closed ?? null);
    const alarm = await dependencies.alarms.follow(conditionFromWire(condition), features.timeBase);
    const told = { ...current, alarm: alarmMessage(alarm) };
    await publishAssessment(features.ref, state.acquisition, told, dependencies.publisher, measuredHeaderOf(message));
    dependencies.metrics.age.observe(message);
  };
}

/** The state that the features lead or have led to; undefined where they change nothing. */
async function stateAfter(features: FeatureVector, dependencies: AssessDependencies): Promise<AssetState | undefined> {
  const stored = await dependencies.states.get(assetKey(features.ref));
  if (stored?.value.acquisition !== features.acquisition) return advance(features, stored, dependencies);
  dependencies.metrics.taken("repeated");
  return stored.value;
}

/** The next state, on record; undefined where these features change nothing. */
async function advance(
  features: FeatureVector,
  stored: Stored<AssetState> | undefined,
  dependencies: AssessDependencies,
): Promise<AssetState | undefined> {
  const { directory, states, metrics, models, drift, checkpoints, reorder, fence } = dependencies;
  const config = await directory.find(features.ref);
  if (!config) throw new ServiceError("unavailable", `the configuration of ${assetKey(features.ref)} is not in the register's bucket yet`);
  if (config.outOfUse) {
    metrics.taken("out_of_use");
    return undefined;
  }
  const before = stored ? await stateInUse(stored.value, config, dependencies) : initialAssessmentState();
  const scope = scopeOf(config);
  const served = models.serve(scope);
  const [after, assessment] = assess(before, features, config, served);
  if (!assessment) {
    if (stored) await takeBehind(features, stored, { before, config, served }, dependencies);
    return undefined;
  }
  const message = assessmentMessage(after, assessment, features.timeBase);
  const closed = blockClosedBy(before, after, assessment, config);
  const epoch = fence.epochFor(features.ref, stored?.value);
  const records = { closed, shadow: assessment.shadow, repairs: config.repairs, epoch };
  const next = assetState(features.ref, after, features.acquisition, message, records);
  await checkpoints.keep({ features, config, before, after, said: message, model: served.champion.document.card.model });
  await reorder.keep(features.ref, before, features.startTimeNs);
  await states.put(assetKey(features.ref), next, stored?.version ?? 0);
  metrics.assessed(assessment);
  for (const failureMode of newModes(stored?.value, assessment)) metrics.found(failureMode);
  const inputs = modelInputs(after, assessment);
  if (inputs) drift.of(scope).observe(features.ref, inputs);
  return next;
}

/** Failure modes that are found now and were not before. */
function newModes(before: AssetState | undefined, { health }: Assessment): FailureMode[] {
  const known = new Set(before ? currentAssessment(before).health?.findings.map((finding) => findingFromWire(finding).failureMode) : []);
  return [...new Set(health.findings.map(({ failureMode }) => failureMode))].filter((failureMode) => !known.has(failureMode));
}

/** What is known of the machine; of one that has come back from repair since, no more than how much there was. */
async function stateInUse(
  { assessment, repairs = 0 }: AssetState,
  config: AssetConfig,
  { alarms, metrics }: AssessDependencies,
): Promise<AssessmentState> {
  if (repairs >= (config.repairs ?? 0) || assessment.lastNs === null) return assessment;
  const repairedNs = BigInt(assessment.lastNs);
  await alarms.clear(config.ref, BACK_FROM_REPAIR, repairedNs);
  metrics.baselineRelearned();
  return relearnBaseline(assessment, repairedNs);
}

/** What a step is taken with. */
interface Known {
  readonly before: AssessmentState;
  readonly config: AssetConfig;
  readonly served: ServedModels;
}

/** Features that are not newer than the state: a repetition that came by another way, out of order, or late. */
async function takeBehind(features: FeatureVector, stored: Stored<AssetState>, known: Known, dependencies: AssessDependencies) {
  const { prognoses, late, reorder, metrics } = dependencies;
  if (await prognoses.has(features.ref, features.acquisition, features.startTimeNs)) {
    metrics.taken("repeated");
    return;
  }
  const steps = await reorder.stepsWith(features, known.before, known.config, known.served);
  if (steps) {
    await putInPlace(features, steps, stored, known, dependencies);
    metrics.taken("reordered");
    return;
  }
  await late.record(features);
  metrics.taken("late");
}

/**
 * The state as it is with the features in their place, on record; then what they say themselves is told. What was said meanwhile stays as it
 * was said, with its evidence; the estimate is recorded last, as by it a repetition is known.
 */
async function putInPlace(
  features: FeatureVector,
  steps: readonly [StepAgain, ...StepAgain[]],
  stored: Stored<AssetState>,
  { config, served }: Known,
  { states, checkpoints, fence, alarms, publisher, prognoses }: AssessDependencies,
): Promise<void> {
  const last = steps.at(-1) ?? steps[0];
  const own = steps.find((step) => step.features.acquisition === features.acquisition) ?? last;
  const messageOf = (step: StepAgain) => assessmentMessage(step.after, step.assessment, step.features.timeBase);
  const said = messageOf(own);
  await checkpoints.keep({ ...own, config, said, model: served.champion.document.card.model });
  const records = {
    ...{ closed: blockClosedBy(last.before, last.after, last.assessment, config), shadow: last.assessment.shadow },
    ...{ repairs: config.repairs, epoch: fence.epochFor(features.ref, stored.value) },
  };
  const next = assetState(features.ref, last.after, last.features.acquisition, messageOf(last), records);
  await states.put(assetKey(features.ref), next, stored.version);
  await alarms.follow(last.assessment.condition, last.features.timeBase);
  await publishAssessment(features.ref, features.acquisition, said, publisher);
  await prognoses.record(own.assessment.prognosis);
}

function assessmentMessage(state: AssessmentState, assessment: Assessment, timeBase: TimeBase): AssessmentMessage {
  const { acquisitions, everFindings } = summariseAssessment(state);
  return create(AssessmentSchema, {
    condition: conditionToWire(assessment.condition),
    health: healthToWire(assessment.health),
    prognosis: rulEstimateToWire(assessment.prognosis),
    acquisitions: BigInt(acquisitions),
    everFindings: everFindings.map(findingToWire),
    timeBase: timeBaseCodec.toWire(timeBase),
  });
}
