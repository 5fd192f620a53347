import type { TimeBase } from "@phm/domain";
import type { CollectionSpec } from "@phm/service-kit";

/** What the archive knows of an acquisition without its samples. Times are fixed-width texts. */
export type ArchivedAcquisition = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly acquisition: string;
  readonly timeBase: TimeBase;
  readonly startTimeNs: string;
  readonly sampleRateHz: number;
  /** Per channel. */
  readonly samples: number;
  readonly points: readonly string[];
  readonly speedRpm?: number;
  readonly loadN?: number;
  readonly receivedNs: string;
  /** Key of the encoded acquisition in the blob store, its length and its checksum. */
  readonly blob: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of what the sender measured, without what ingest added: the identity. */
  readonly contentSha256: string;
  /** Of the channels' data, for whoever reads the acquisition; left out on what was archived before there was any. */
  readonly samplesCrc32?: number;
  /** The sweep that is deleting it; left out but for a moment. */
  readonly removing?: string;
};

/** By `acquisitionKey`. */
export const ARCHIVE_COLLECTION: CollectionSpec = {
  name: "archive",
  indexes: [
    { name: "by_asset", fields: ["organisation", "site", "asset", "startTimeNs"] },
    { name: "by_received", fields: ["organisation", "site", "receivedNs"] },
  ],
};
