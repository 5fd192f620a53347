import { partitionOf } from "@phm/contracts";
import { type AssetRef, assetKey } from "@phm/domain";
import { type OwnedPartitions, ServiceError } from "@phm/service-kit";
import type { PredictMetrics } from "../metrics.js";
import type { AssetState } from "./asset-state.js";

/**
 * Lets only the owner of an asset's partition step its state. Every state carries the epoch under which it was written; whoever finds a later
 * one has been replaced without having noticed, and leaves the partition.
 */
export class AssetFence {
  constructor(
    private readonly owned: Pick<OwnedPartitions, "epochOf" | "superseded">,
    private readonly metrics: PredictMetrics,
  ) {}

  /**
   * The epoch under which the next state may be written, now.
   * @throws ServiceError retryable where the partition is another process's: the message is that process's, too
   */
  epochFor(ref: AssetRef, before: AssetState | undefined): number {
    const partition = partitionOf(ref);
    const epoch = this.owned.epochOf(partition);
    const written = before?.epoch ?? 0;
    if (written <= epoch) return epoch;
    this.metrics.epochRefused();
    void this.owned.superseded(partition);
    throw new ServiceError("unavailable", `the state of ${assetKey(ref)} was written under epoch ${written}, this process has ${epoch}`, {
      reason: "later_epoch",
    });
  }
}
