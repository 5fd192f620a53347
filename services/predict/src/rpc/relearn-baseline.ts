import { assetRefFromWire, type ConditionService } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import { type Collection, type MethodHandler, ServiceError } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import type { AssetState } from "../assess/asset-state.js";
import { isRelearntSince, relearntState } from "../assess/relearn-asset.js";
import type { PredictMetrics } from "../metrics.js";
import { retryOnConflict } from "../store/retry-on-conflict.js";
import { commandedBy } from "./command-request.js";

type RelearnBaseline = MethodHandler<(typeof ConditionService)["method"]["relearnBaseline"]>;

export interface RelearnDependencies {
  readonly states: Collection<AssetState>;
  readonly alarmBook: AlarmBook;
  readonly clock: AssetClock;
  readonly metrics: PredictMetrics;
}

/** A repaired machine is learnt anew, from its latest acquisition or the time that is given, but never from a time that has not come. */
export function relearn({ states, alarmBook, clock, metrics }: RelearnDependencies): RelearnBaseline {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    const by = commandedBy(request, "actor-and-reason");
    const alarm = await alarmBook.find(ref);
    const learnsFromNs = await retryOnConflict(async () => {
      const stored = await states.get(assetKey(ref));
      const lastNs = stored?.value.assessment.lastNs ?? null;
      if (!stored || lastNs === null) {
        throw new ServiceError("not_found", `nothing has been assessed of ${assetKey(ref)}`, { field: "ref", value: assetKey(ref) });
      }
      const nowNs = alarm?.timeBase === "live" ? clock.wallNs() : BigInt(lastNs);
      const askedNs = request.atNs > 0n ? request.atNs : BigInt(lastNs);
      const atNs = askedNs < nowNs ? askedNs : nowNs;
      if (isRelearntSince(stored.value, atNs)) return BigInt(stored.value.assessment.detection.learnFromNs ?? 0);
      await states.put(assetKey(ref), relearntState(stored.value, atNs), stored.version);
      metrics.baselineRelearned();
      return atNs;
    });
    await alarmBook.clear(ref, by, learnsFromNs);
    return { learnsFromNs };
  };
}
