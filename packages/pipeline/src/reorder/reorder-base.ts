import { addSeconds, type TimeNs } from "@phm/domain";
import type { AssessmentState } from "../assessment-state.js";
import type { StepAgain } from "./assess-again.js";

/** A state from before the reorder window, to step again from when an earlier acquisition comes later. Plain JSON. */
export interface ReorderBase {
  readonly base: AssessmentState;
  /** Takes the base's place when it lies before the window. */
  readonly next: AssessmentState | null;
}

/** Between two bases: a base that is some steps older costs steps when there is something to reorder, a new one costs a write. */
const STEPS_BETWEEN = 8;

/**
 * The base after a step in order; the same object where it stays as it is.
 * @param before state before the step
 * @param timeNs of the acquisition that is stepped
 * @param windowS reorder window, seconds
 */
export function reorderBaseAfter(kept: ReorderBase | undefined, before: AssessmentState, timeNs: TimeNs, windowS: number): ReorderBase {
  if (kept === undefined || !isOfOneLife(kept.base, before)) return { base: before, next: null };
  const { base, next } = kept;
  if (next !== null) return isBefore(next, addSeconds(timeNs, -windowS)) ? { base: next, next: null } : kept;
  return before.acquisitions - base.acquisitions >= STEPS_BETWEEN ? { base, next: before } : kept;
}

/** The base after steps were taken again: what was to take its place is replaced by what the machine was known as then, all included. */
export function reorderBaseAgain({ base, next }: ReorderBase, steps: readonly StepAgain[]): ReorderBase {
  return { base, next: steps.find(({ after }) => after.lastNs === next?.lastNs)?.after ?? null };
}

/**
 * Whether an acquisition that is not newer than the state can still be put in its place: it starts within the window before the latest one, and
 * after the base.
 * @param state as it is now
 */
export function isInReorderWindow(kept: ReorderBase, state: AssessmentState, timeNs: TimeNs, windowS: number): boolean {
  if (state.lastNs === null || !isOfOneLife(kept.base, state)) return false;
  const startsInWindow = timeNs < BigInt(state.lastNs) && timeNs >= addSeconds(BigInt(state.lastNs), -windowS);
  return startsInWindow && isBefore(kept.base, timeNs);
}

/** Whether all that the state knows of lies before a time. */
function isBefore({ lastNs }: AssessmentState, timeNs: TimeNs): boolean {
  return lastNs === null || BigInt(lastNs) < timeNs;
}

/** After a repair a machine is learnt anew: a state of before tells nothing of it. */
function isOfOneLife(base: AssessmentState, state: AssessmentState): boolean {
  return base.detection.learnFromNs === state.detection.learnFromNs;
}
