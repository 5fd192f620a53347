import { type AdvisoryState, initialAdvisoryState } from "@phm/advisory";
import type { AlarmRecord } from "@phm/diagnostics";
import type { FailureMode, Tier } from "@phm/domain";
import { type AssessmentState, initialAssessmentState } from "./assessment-state.js";
import type { StoredWorkOrder } from "./stored-work-order.js";

/** All that the chain remembers of one asset when it runs in one process. Plain JSON, immutable, bounded. */
export interface PipelineState {
  readonly assessment: AssessmentState;
  /** The alarm as it is when nobody touches it; null before the first acquisition. */
  readonly alarm: AlarmRecord | null;
  readonly advisory: AdvisoryState;
  /** The latest advisories, oldest first; times are stored times. */
  readonly advisories: readonly { readonly timeNs: string; readonly tier: Tier; readonly failureMode: FailureMode }[];
  /** Open orders, at most one per key. */
  readonly workOrders: readonly StoredWorkOrder[];
}

export function initialPipelineState(): PipelineState {
  return { assessment: initialAssessmentState(), alarm: null, advisory: initialAdvisoryState(), advisories: [], workOrders: [] };
}
