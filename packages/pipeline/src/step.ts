import { advise, applyAdvisory } from "@phm/advisory";
import { followCondition, initialAlarm, type RecordedTransition } from "@phm/diagnostics";
import type { Acquisition, Advisory, AssetConfig, FeatureVector, WorkOrder } from "@phm/domain";
import { failureFamily, openWorkOrderKey, storedTime } from "@phm/domain";
import { MAX_SHOWN_ADVISORIES } from "./analysis-line.js";
import { type Assessment, assess } from "./assess.js";
import type { Manipulator } from "./manipulate.js";
import type { PipelineState } from "./pipeline-state.js";
import { loadWorkOrder, storeWorkOrder } from "./stored-work-order.js";

/** Everything that one acquisition led to. */
export interface StepOutputs {
  readonly features: FeatureVector;
  /** Null when the acquisition came late. */
  readonly assessment: Assessment | null;
  /** What the acquisition did to the alarm, oldest first. */
  readonly alarm: readonly RecordedTransition[];
  readonly advisory: Advisory | null;
  /** The work order that the advisory opened or changed. */
  readonly workOrder: WorkOrder | null;
}

function withAdvisory(state: PipelineState, advisory: Advisory): [PipelineState, WorkOrder | null] {
  const key = openWorkOrderKey({ ...advisory, failureFamily: failureFamily(advisory.failureMode) });
  const found = state.workOrders.find((order) => openWorkOrderKey(order) === key);
  const before = found ? loadWorkOrder(found) : null;
  const after = applyAdvisory(before, advisory);
  const changed = after === before ? null : after;
  const shown = { timeNs: storedTime(advisory.timeNs), tier: advisory.tier, failureMode: advisory.failureMode };
  return [
    {
      ...state,
      advisories: [...state.advisories, shown].slice(-MAX_SHOWN_ADVISORIES),
      workOrders: changed ? [...state.workOrders.filter((order) => order !== found), storeWorkOrder(changed)] : state.workOrders,
    },
    changed,
  ];
}

/** DM to AG for one acquisition, in memory: what the services do one after the other. */
export function step(
  state: PipelineState,
  acquisition: Acquisition,
  config: AssetConfig,
  manipulator: Manipulator,
): [PipelineState, StepOutputs] {
  const features = manipulator.manipulate(acquisition, config);
  const [assessmentState, assessment] = assess(state.assessment, features, config);
  const assessed = { ...state, assessment: assessmentState };
  if (!assessment) return [assessed, { features, assessment, alarm: [], advisory: null, workOrder: null }];
  const { timeNs, state: level } = assessment.condition;
  const { record, transitions: alarm } = followCondition(state.alarm ?? initialAlarm(timeNs), level, timeNs);
  const [advisoryState, advisory] = advise(state.advisory, assessment, config);
  const advised = { ...assessed, alarm: record, advisory: advisoryState };
  if (!advisory) return [advised, { features, assessment, alarm, advisory, workOrder: null }];
  const [next, workOrder] = withAdvisory(advised, advisory);
  return [next, { features, assessment, alarm, advisory, workOrder }];
}
