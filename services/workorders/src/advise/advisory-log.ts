import { AdvisorySchema, advisoryFromWire, advisoryToWire } from "@phm/contracts";
import { type Advisory, type AssetRef, assetKey } from "@phm/domain";
import { fromStored, type JsonObject, type Series, toStored } from "@phm/service-kit";

/** Every advisory that was given, by asset and time. */
export class AdvisoryLog {
  constructor(private readonly series: Series<JsonObject>) {}

  /** The same advisory again changes nothing. */
  async record(advisory: Advisory): Promise<void> {
    const value = toStored(AdvisorySchema, advisoryToWire(advisory));
    await this.series.append(assetKey(advisory.ref), [{ timeNs: advisory.timeNs, id: advisory.id, value }]);
  }

  async list(ref: AssetRef, page: { limit: number; cursor?: string }): Promise<{ advisories: Advisory[]; nextCursor?: string }> {
    const { points, nextCursor } = await this.series.range(assetKey(ref), page);
    const advisories = points.map(({ value }) => advisoryFromWire(fromStored(AdvisorySchema, value)));
    return nextCursor === undefined ? { advisories } : { advisories, nextCursor };
  }
}
