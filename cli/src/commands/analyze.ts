import { openBundle } from "@phm/bundle";
import { type AssetConfig, checkAcquisition, parseTimeNs } from "@phm/domain";
import { analysisLine, createManipulator, initialPipelineState, type PipelineState, step } from "@phm/pipeline";
import { printAnalysis } from "../print/analysis.js";

export interface AnalyzeOptions {
  readonly asset?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** Runs the pipeline of the services over a bundle, offline, and prints what it makes of each asset. */
export async function analyze(path: string, { asset, until, json }: AnalyzeOptions): Promise<void> {
  const bundle = await openBundle(path);
  const manipulator = createManipulator();
  const states = new Map<string, PipelineState>();
  const configs = new Map<string, AssetConfig>(bundle.assets.map((config) => [config.ref.asset, config]));
  const selection = { ...(asset === undefined ? {} : { asset }), ...(until === undefined ? {} : { until: parseTimeNs(until, "until") }) };
  for await (const acquisition of bundle.acquisitions(selection)) {
    const id = acquisition.ref.asset;
    const config = configs.get(id) as AssetConfig;
    checkAcquisition(acquisition, config);
    const [next] = step(states.get(id) ?? initialPipelineState(), acquisition, config, manipulator);
    states.set(id, next);
  }
  for (const [id, state] of states) printAnalysis(analysisLine(state, configs.get(id) as AssetConfig), json ?? false);
}
