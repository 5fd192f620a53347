import { type AssetRef, assetKey, laterTime, NS_PER_MS, type TimeNs, type WorkOrder } from "@phm/domain";
import type { Collection } from "@phm/service-kit";
import type { AdviceState } from "./advice-state.js";

/** What time it is for the machine of an order: live data go by the wall clock, recorded data by the latest that was assessed of it. */
export class MachineClock {
  constructor(
    private readonly advice: Collection<AdviceState>,
    private readonly wallMs: () => number = Date.now,
  ) {}

  wallNs(): TimeNs {
    return BigInt(this.wallMs()) * NS_PER_MS;
  }

  /** As `nowNs`, whether or not the machine has an order; by the wall clock where nothing was assessed yet. */
  async nowOf(ref: AssetRef): Promise<TimeNs> {
    const stored = await this.advice.get(assetKey(ref));
    const reachedNs = BigInt(stored?.value.timeNs || 0);
    return stored?.value.timeBase === "live" || reachedNs === 0n ? this.wallNs() : reachedNs;
  }

  /** Never before what the order itself knows of: of recorded data that may be later than what has been assessed. */
  async nowNs({ ref, latest, openedNs }: Pick<WorkOrder, "ref" | "latest" | "openedNs">): Promise<TimeNs> {
    return laterTime(latest?.timeNs ?? openedNs, await this.nowOf(ref));
  }
}
