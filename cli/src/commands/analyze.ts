import { openBundle } from "@phm/bundle";
import { type AssetConfig, checkAcquisition, parseTimeNs } from "@phm/domain";
import { analysisLine, createManipulator, historyLine, initialPipelineState, type PipelineState, step } from "@phm/pipeline";
import { printAnalysis } from "../print/analysis.js";

export interface AnalyzeOptions {
  readonly asset?: string;
  readonly until?: string;
  readonly json?: boolean;
  /** One more line an asset and minute of data, before its final line. */
  readonly history?: boolean;
}

const MINUTE_NS = 60_000_000_000n;

/** Runs the pipeline of the services over a bundle, offline, and prints what it makes of each asset. */
export async function analyze(path: string, { asset, until, json, history }: AnalyzeOptions): Promise<void> {
  const bundle = await openBundle(path);
  const manipulator = createManipulator();
  const states = new Map<string, PipelineState>();
  const minutes = new Map<string, bigint>();
  const configs = new Map<string, AssetConfig>(bundle.assets.map((config) => [config.ref.asset, config]));
  const selection = { ...(asset === undefined ? {} : { asset }), ...(until === undefined ? {} : { until: parseTimeNs(until, "until") }) };
  for await (const acquisition of bundle.acquisitions(selection)) {
    const id = acquisition.ref.asset;
    const config = configs.get(id) as AssetConfig;
    checkAcquisition(acquisition, config);
    const [next, { assessment }] = step(states.get(id) ?? initialPipelineState(), acquisition, config, manipulator);
    states.set(id, next);
    const minute = acquisition.startTimeNs / MINUTE_NS;
    if (!history || !assessment || minutes.get(id) === minute) continue;
    minutes.set(id, minute);
    const tier = next.advisories.at(-1)?.tier ?? null;
    process.stdout.write(`${JSON.stringify(historyLine(config.ref, assessment, tier))}\n`);
  }
  for (const [id, state] of states) printAnalysis(analysisLine(state, configs.get(id) as AssetConfig), json ?? false);
}
