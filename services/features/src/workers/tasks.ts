import { computeAnalysis, type SpectrumAnalysis, type SpectrumTask } from "../analysis/spectrum-task.js";
import { computeRow, type WaterfallRow, type WaterfallRowTask } from "../analysis/waterfall-row-task.js";
import { computeFeatureVector, type FeatureResult, type FeatureTask } from "./feature-task.js";

/** What a worker can be asked for. Inputs and results are plain data and byte arrays. */
export interface Tasks {
  /** Nothing: answers when the worker has loaded. */
  readonly ready: { readonly input: Record<string, never>; readonly result: Record<string, never> };
  readonly features: { readonly input: FeatureTask; readonly result: FeatureResult };
  readonly spectrum: { readonly input: SpectrumTask; readonly result: SpectrumAnalysis };
  readonly waterfallRow: { readonly input: WaterfallRowTask; readonly result: WaterfallRow };
}

export type TaskName = keyof Tasks;

const WORK: { readonly [Name in TaskName]: (input: Tasks[Name]["input"]) => Tasks[Name]["result"] } = {
  ready: () => ({}),
  features: computeFeatureVector,
  spectrum: computeAnalysis,
  waterfallRow: computeRow,
};

/** Does a task in the thread that calls. @throws InvalidValue and what decoding throws */
export function work<Name extends TaskName>(name: Name, input: Tasks[Name]["input"]): Tasks[Name]["result"] {
  return WORK[name](input);
}
