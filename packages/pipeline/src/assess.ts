import {
  assessFindings,
  conditionLevel,
  detect,
  diagnose,
  expectChannels,
  FINDING_CONFIDENCE,
  healthOf,
  inUnjudgedWords,
  isBeforeRepair,
  machineTimeScale,
  NO_SENSITIVITY,
  relearnLevels,
  settleSensitivity,
  vibrationLevel,
  watchSensitivity,
  watchSensors,
  withSensitivityFaults,
} from "@phm/diagnostics";
import type { AssessmentOf, AssetConfig, ConditionState, FeatureVector, Finding, HealthState, RulEstimate } from "@phm/domain";
import { storedTime } from "@phm/domain";
import { type LevelObservation, prognose } from "@phm/prognostics";
import type { AssessmentState, ConditionRecord } from "./assessment-state.js";
import { BUILT_IN_MODELS, type ServedModels } from "./served-models.js";
import { shadowPrognosis } from "./shadow-prognosis.js";

/** Version of state detection, diagnosis and prognosis together. */
export const MODEL_VERSION = "operating-states-5";

/** Modes remembered as having been findings. */
const MAX_EVER_FINDINGS = 6;

/** What one acquisition says of the machine. */
export interface Assessment {
  readonly condition: ConditionState;
  readonly health: HealthState;
  readonly prognosis: RulEstimate;
  /** What the challenger says, where there is one: for comparison, never to be published. */
  readonly shadow?: RulEstimate;
}

/** Keeps for each failure mode the surest finding, surest first. */
function gather(ever: readonly Finding[], findings: readonly Finding[]): readonly Finding[] {
  const surest = new Map(ever.map((finding) => [finding.failureMode, finding]));
  for (const finding of findings.filter(({ confidence }) => confidence >= FINDING_CONFIDENCE)) {
    if (finding.confidence > (surest.get(finding.failureMode)?.confidence ?? 0)) surest.set(finding.failureMode, finding);
  }
  return [...surest.values()]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MAX_EVER_FINDINGS)
    .map((finding, i) => (finding.rank === i + 1 ? finding : { ...finding, rank: i + 1 }));
}

/**
 * SD, HA and PA for one acquisition: a pure step. Null, with only the late count changed, when the acquisition does not start after the
 * last one assessed. Duplicates are the caller's matter.
 * @param models may be others with every acquisition: a state that was made under one model is valid under any
 */
export function assess(
  state: AssessmentState,
  features: FeatureVector,
  config: AssetConfig,
  models: ServedModels = BUILT_IN_MODELS,
): [AssessmentState, Assessment | null] {
  const timeNs = features.startTimeNs;
  if (state.lastNs !== null && timeNs <= BigInt(state.lastNs)) return [{ ...state, late: state.late + 1 }, null];
  const scale = machineTimeScale(config);
  const [expected, complete] = expectChannels(state.expected, features, config);
  const scaled = watchSensitivity(state.sensitivity ?? NO_SENSITIVITY, complete, config, state.detection, scale);
  const known = scaled.stepped && !scaled.state.stands ? relearnLevels(state.detection) : state.detection;
  const marked = withSensitivityFaults(complete, scaled.state);
  const [detection, seen] = detect(known, marked, config, scale);
  const sensitivity = seen.learning ? scaled.state : settleSensitivity(scaled.state);
  const sensors = watchSensors(state.sensors, marked, seen.rising, scale);
  // What was measured before a repair is of the machine as it was, and would teach its faults to the repaired one.
  const isOfRepaired = !isBeforeRepair(state.detection, timeNs);
  const [diagnosis, hypotheses, unjudged] = isOfRepaired
    ? diagnose(state.diagnosis, features, config)
    : ([state.diagnosis, [], []] as const);
  const level = conditionLevel(seen, sensors);
  const findings = assessFindings(seen, diagnosis, hypotheses, sensors);
  const observed: LevelObservation = {
    timeNs,
    levelRatio: seen.levelRatio,
    rising: seen.rising,
    onset: seen.onsetNs !== null,
    learning: level === "learning",
    silent: vibrationLevel(features) === null,
    rescaled: sensitivity.rescaled,
  };
  const [trend, prognosis] = prognose(state.trend, observed, models.champion, scale);
  const shadow = models.challenger && shadowPrognosis(state.shadow ?? null, state.trend, observed, models.challenger, scale);
  const of: AssessmentOf = {
    ref: features.ref,
    acquisition: features.acquisition,
    timeNs,
    featureSet: features.featureSet,
    modelVersion: MODEL_VERSION,
  };
  const condition: ConditionRecord = {
    state: level,
    sinceNs: state.condition?.state === level ? state.condition.sinceNs : storedTime(timeNs),
    zone: seen.zone,
    onsetNs: seen.onsetNs,
  };
  const next: AssessmentState = {
    acquisitions: state.acquisitions + 1,
    late: state.late,
    lastNs: storedTime(timeNs),
    expected,
    detection,
    sensors,
    sensitivity,
    diagnosis,
    trend,
    ...(shadow ? { shadow: shadow[0] } : {}),
    condition,
    findings,
    unjudged,
    everFindings: gather(state.everFindings, findings),
    prognosis,
  };
  const levelRatio = seen.levelRatio;
  const onsetNs = condition.onsetNs === null ? null : BigInt(condition.onsetNs);
  return [
    next,
    {
      condition: { ...of, state: level, sinceNs: BigInt(condition.sinceNs), zone: condition.zone, onsetNs, levelRatio },
      health: { ...of, health: healthOf(levelRatio), findings, unjudged: unjudged.map(inUnjudgedWords) },
      prognosis: { ...of, ...prognosis },
      ...(shadow ? { shadow: { ...of, ...shadow[1] } } : {}),
    },
  ];
}
