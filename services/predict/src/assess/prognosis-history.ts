import { RulEstimateSchema, rulEstimateFromWire, rulEstimateToWire } from "@phm/contracts";
import { type AcquisitionId, type AssetRef, acquisitionId, assetKey, type RulEstimate, type TimeNs } from "@phm/domain";
import { DuplicateKey, fromStored, type JsonObject, type PageRange, type Series, toStored } from "@phm/service-kit";

/** Every estimate that was made, so that it can be held against what came. */
export class PrognosisHistory {
  constructor(private readonly series: Series<JsonObject>) {}

  /** The estimate of an acquisition is recorded once: what is known later of the machine does not change what was said. */
  async record(rul: RulEstimate): Promise<void> {
    const value = toStored(RulEstimateSchema, rulEstimateToWire(rul));
    try {
      await this.series.append(assetKey(rul.ref), [{ timeNs: rul.timeNs, id: rul.acquisition, value }]);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  /** Whether this acquisition has been assessed before. */
  async has(ref: AssetRef, acquisition: AcquisitionId, startTimeNs: TimeNs): Promise<boolean> {
    const { points } = await this.series.range(assetKey(ref), { fromNs: startTimeNs, toNs: startTimeNs + 1n, limit: 100 });
    return points.some((point) => point.id === acquisition);
  }

  /** Which acquisitions were assessed from a time on, oldest first, at most so many. */
  async acquisitions(ref: AssetRef, fromNs: TimeNs, limit: number): Promise<{ acquisition: AcquisitionId; timeNs: TimeNs }[]> {
    const { points } = await this.series.range(assetKey(ref), { fromNs, limit });
    return points.map(({ id, timeNs }) => ({ acquisition: acquisitionId(id), timeNs }));
  }

  /** The latest estimate of a range of time. */
  async latest(ref: AssetRef, range: Omit<PageRange, "limit" | "cursor">): Promise<RulEstimate | undefined> {
    const { points } = await this.series.range(assetKey(ref), { ...range, limit: 1, order: "desc" });
    return points.map(({ value }) => rulEstimateFromWire(fromStored(RulEstimateSchema, value)))[0];
  }

  async range(ref: AssetRef, range: PageRange): Promise<{ estimates: RulEstimate[]; nextCursor?: string }> {
    const { points, nextCursor } = await this.series.range(assetKey(ref), range);
    const estimates = points.map(({ value }) => rulEstimateFromWire(fromStored(RulEstimateSchema, value)));
    return nextCursor === undefined ? { estimates } : { estimates, nextCursor };
  }
}
