import { type AssetRef, assetKey, type FeatureVector } from "@phm/domain";
import type { Series } from "@phm/service-kit";

export type LateAcquisition = { readonly featureSet: string };

/** Acquisitions that came after a later one had been assessed: on record, marked late, without effect on the state. */
export class LateAcquisitions {
  constructor(private readonly series: Series<LateAcquisition>) {}

  /** The same acquisition again changes nothing. */
  async record({ ref, acquisition, startTimeNs, featureSet }: FeatureVector): Promise<void> {
    await this.series.append(assetKey(ref), [{ timeNs: startTimeNs, id: acquisition, value: { featureSet } }]);
  }

  count(ref: AssetRef): Promise<number> {
    return this.series.count(assetKey(ref));
  }
}
