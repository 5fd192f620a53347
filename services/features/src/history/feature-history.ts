import { type AcquisitionId, type AssetRef, acquisitionId, assetKey, type FeatureVector, type TimeNs } from "@phm/domain";
import type { PageRange, Series } from "@phm/service-kit";

/** Scalars of one channel, by feature name. */
type StoredChannel = { readonly point: string; readonly values: Record<string, number> };

/** One acquisition's scalars, all channels. Spectra are not kept here: they are computed again when asked for. */
export type StoredFeatures = { readonly featureSet: string; readonly channels: StoredChannel[] };

export interface FeatureRow {
  readonly timeNs: TimeNs;
  readonly acquisition: AcquisitionId;
  readonly channels: readonly StoredChannel[];
}

/** The feature history of all assets: append-only, one row an acquisition, however often it is delivered. */
export class FeatureHistory {
  constructor(private readonly series: Series<StoredFeatures>) {}

  /** Storing the same features again changes nothing. @throws DuplicateKey when the acquisition is on record with other features. */
  async record(features: FeatureVector): Promise<void> {
    const channels = features.channels.map(({ point, values }) => ({ point, values: { ...values } }));
    const value = { featureSet: features.featureSet, channels };
    await this.series.append(assetKey(features.ref), [{ timeNs: features.startTimeNs, id: features.acquisition, value }]);
  }

  async range(ref: AssetRef, range: PageRange): Promise<{ rows: FeatureRow[]; nextCursor?: string }> {
    const { points, nextCursor } = await this.series.range(assetKey(ref), range);
    const rows = points.map(({ timeNs, id, value }) => ({ timeNs, acquisition: acquisitionId(id), channels: value.channels }));
    return nextCursor === undefined ? { rows } : { rows, nextCursor };
  }

  async summary(ref: AssetRef): Promise<{ count: number; last?: { timeNs: TimeNs; acquisition: string } }> {
    const [count, last] = await Promise.all([this.series.count(assetKey(ref)), this.series.last(assetKey(ref))]);
    return last ? { count, last: { timeNs: last.timeNs, acquisition: last.id } } : { count };
  }
}
