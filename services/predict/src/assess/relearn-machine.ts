import { type AssetRef, assetKey, type TimeNs } from "@phm/domain";
import { type Collection, retryOnConflict } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import type { PredictMetrics } from "../metrics.js";
import type { AssetState } from "./asset-state.js";
import { isRelearntSince, relearntState } from "./relearn-asset.js";

export interface RelearnDependencies {
  readonly states: Collection<AssetState>;
  readonly alarmBook: AlarmBook;
  readonly clock: AssetClock;
  readonly metrics: PredictMetrics;
}

/** Who says that a machine was repaired, and why. */
export interface RepairedBy {
  readonly actor: string;
  readonly reason: string;
}

/**
 * A repaired machine is learnt anew, and what stands against it is cleared. Repeating it is harmless; an assessment at the same moment
 * is not lost, as both write the state with the version that they have read.
 * @param askedNs time of the repair; left out: the latest acquisition. Never a time that has not come.
 * @returns from when on it is learnt; undefined while nothing has been assessed of it
 */
export async function relearnMachine(
  ref: AssetRef,
  by: RepairedBy,
  askedNs: TimeNs | undefined,
  { states, alarmBook, clock, metrics }: RelearnDependencies,
): Promise<TimeNs | undefined> {
  const alarm = await alarmBook.find(ref);
  const learnsFromNs = await retryOnConflict(async () => {
    const stored = await states.get(assetKey(ref));
    const last = stored?.value.assessment.lastNs ?? null;
    if (!stored || last === null) return undefined;
    const lastNs = BigInt(last);
    const nowNs = alarm?.timeBase === "live" ? clock.wallNs() : lastNs;
    const atNs = askedNs === undefined ? lastNs : askedNs;
    const fromNs = atNs < nowNs ? atNs : nowNs;
    if (isRelearntSince(stored.value, fromNs)) return BigInt(stored.value.assessment.detection.learnFromNs ?? 0);
    await states.put(assetKey(ref), relearntState(stored.value, fromNs), stored.version);
    metrics.baselineRelearned();
    return fromNs;
  });
  if (learnsFromNs !== undefined) await alarmBook.clear(ref, by, learnsFromNs);
  return learnsFromNs;
}
