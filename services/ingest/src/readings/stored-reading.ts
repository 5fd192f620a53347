import { type AssetRef, assetKey, type Reading, type ReadingQuality, storedTime } from "@phm/domain";
import type { CollectionSpec, SeriesPoint } from "@phm/service-kit";

/** A reading in the series of its point; the unit is the point's. */
export type StoredReading = {
  /** Null where the source gave none. */
  readonly value: number | null;
  readonly quality: ReadingQuality;
  readonly reason: string;
};

/** A point that has readings. Its first reading decides in which unit all are. */
export type ReadingPoint = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly point: string;
  readonly unit: string;
};

export const READING_SERIES = "readings";

/** By `readingKey`. */
export const READING_POINT_COLLECTION: CollectionSpec = {
  name: "reading_points",
  indexes: [{ name: "by_asset", fields: ["organisation", "site", "asset", "point"] }],
};

export function readingKey(ref: AssetRef, point: string): string {
  return `${assetKey(ref)}:${point}`;
}

/** The source time names the reading: whatever is sent for it later is the same one or a conflict. */
export function seriesPointOf({ timeNs, value, quality = "good", qualityReason = "" }: Reading): SeriesPoint<StoredReading> {
  return { timeNs, id: storedTime(timeNs), value: { value: Number.isNaN(value) ? null : value, quality, reason: qualityReason } };
}
