import { computeAnalysis, type SpectrumAnalysis, type SpectrumTask } from "../analysis/spectrum-task.js";
import { computeRow, type WaterfallRow, type WaterfallRowTask } from "../analysis/waterfall-row-task.js";
import { type ComparisonTask, compareTask, type FitTask, fitTask, type TrialTask, trialTask } from "../twin/twin-tasks.js";
import { computeFeatureVector, type FeatureResult, type FeatureTask } from "./feature-task.js";

/** What a worker can be asked for. Inputs and results are plain data and byte arrays. */
export interface Tasks {
  /** Nothing: answers when the worker has loaded. */
  readonly ready: { readonly input: Record<string, never>; readonly result: Record<string, never> };
  readonly features: { readonly input: FeatureTask; readonly result: FeatureResult };
  readonly spectrum: { readonly input: SpectrumTask; readonly result: SpectrumAnalysis };
  readonly waterfallRow: { readonly input: WaterfallRowTask; readonly result: WaterfallRow };
  readonly fitTwin: { readonly input: FitTask; readonly result: ReturnType<typeof fitTask> };
  readonly compareWithTwin: { readonly input: ComparisonTask; readonly result: ReturnType<typeof compareTask> };
  readonly tryFault: { readonly input: TrialTask; readonly result: ReturnType<typeof trialTask> };
}

export type TaskName = keyof Tasks;

const WORK: { readonly [Name in TaskName]: (input: Tasks[Name]["input"]) => Tasks[Name]["result"] } = {
  ready: () => ({}),
  features: computeFeatureVector,
  spectrum: computeAnalysis,
  waterfallRow: computeRow,
  fitTwin: fitTask,
  compareWithTwin: compareTask,
  tryFault: trialTask,
};

/** Does a task in the thread that calls. @throws InvalidValue and what decoding throws */
export function work<Name extends TaskName>(name: Name, input: Tasks[Name]["input"]): Tasks[Name]["result"] {
  return WORK[name](input);
}
