import { type AssetRef, assetKey, NS_PER_MS, type TimeBase, type TimeNs } from "@phm/domain";
import type { Collection } from "@phm/service-kit";
import type { AssetState } from "../assess/asset-state.js";

/** What time it is for an asset: live data go by the wall clock, recorded data by the latest acquisition and never by the wall clock. */
export class AssetClock {
  constructor(
    private readonly states: Collection<AssetState>,
    private readonly wallMs: () => number = Date.now,
  ) {}

  wallNs(): TimeNs {
    return BigInt(this.wallMs()) * NS_PER_MS;
  }

  async nowNs(ref: AssetRef, timeBase: TimeBase): Promise<TimeNs> {
    if (timeBase === "live") return this.wallNs();
    const stored = await this.states.get(assetKey(ref));
    return BigInt(stored?.value.assessment.lastNs ?? 0);
  }
}
