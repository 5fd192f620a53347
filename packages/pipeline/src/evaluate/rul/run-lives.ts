import type { Acquisition, AssetConfig, TimeNs } from "@phm/domain";
import { addSeconds, secondsBetween } from "@phm/domain";
import type { Life } from "@phm/prognostics";
import { createManipulator } from "../../manipulate.js";
import { initialPipelineState, type PipelineState } from "../../pipeline-state.js";
import { step } from "../../step.js";
import type { EndedLife } from "./ended-life.js";
import { LifeRecorder } from "./life-recorder.js";

export interface RunLivesOptions {
  /** Leading share of each life that is not looked at, 0 (default) to below 1: monitoring that starts late must come to the same end. */
  readonly lateStartShare?: number;
}

/** What the pipeline made of whole lives. */
export interface RunLives {
  readonly lives: readonly Life[];
  /** When each asset's first order about the machine was opened; none for one that never had one. */
  readonly firstOrders: ReadonlyMap<string, TimeNs>;
  /** Of each asset the median remaining life that was said, seconds, by the time of the acquisition. */
  readonly medians: ReadonlyMap<string, ReadonlyMap<TimeNs, number>>;
}

/** From when on a life is looked at that monitoring misses the beginning of. */
export function firstLookedAt({ startNs, endNs }: EndedLife, lateStartShare: number): TimeNs {
  return addSeconds(startNs, Math.floor(lateStartShare * secondsBetween(startNs, endNs)));
}

/**
 * Runs the pipeline over acquisitions of several machines, in time order per machine, as the services would, and keeps what an
 * evaluation needs. Assets without a known end are passed over.
 */
export async function runLives(
  acquisitions: AsyncIterable<Acquisition> | Iterable<Acquisition>,
  configs: ReadonlyMap<string, AssetConfig>,
  ends: readonly EndedLife[],
  { lateStartShare = 0 }: RunLivesOptions = {},
): Promise<RunLives> {
  const manipulator = createManipulator();
  const wanted = new Map(
    ends.map((end) => [end.asset, { end, recorder: new LifeRecorder(), state: initialPipelineState() as PipelineState }]),
  );
  const firstOrders = new Map<string, TimeNs>();
  const medians = new Map(ends.map(({ asset }) => [asset, new Map<TimeNs, number>()]));
  for await (const acquisition of acquisitions) {
    const { asset } = acquisition.ref;
    const config = configs.get(asset);
    const run = wanted.get(asset);
    if (!run || !config || acquisition.startTimeNs < firstLookedAt(run.end, lateStartShare)) continue;
    const [next, { assessment, workOrder }] = step(run.state, acquisition, config, manipulator);
    if (assessment) run.recorder.observe(run.state.assessment, next.assessment, assessment);
    if (assessment?.prognosis.p50S !== undefined) medians.get(asset)?.set(acquisition.startTimeNs, assessment.prognosis.p50S);
    run.state = next;
    if (workOrder && workOrder.failureMode !== "sensor_fault" && !firstOrders.has(asset)) firstOrders.set(asset, workOrder.openedNs);
  }
  return { lives: [...wanted.values()].map(({ end, recorder }) => recorder.life(end.asset, end.endNs)), firstOrders, medians };
}
