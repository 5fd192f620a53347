import type { AssetRef, TimeNs } from "@phm/domain";

/** An acquisition in the archive, without its samples. */
export interface ArchivedAcquisition {
  readonly id: string;
  readonly timeNs: TimeNs;
}

export interface ArchiveRange {
  readonly ref: AssetRef;
  readonly point: string;
  /** Included. */
  readonly fromNs: TimeNs;
  /** Not included; 0 is open. */
  readonly toNs: TimeNs;
}

/** The waveforms that ingest keeps, as this service asks for them. */
export interface WaveformArchive {
  /** The acquisition, encoded. @throws ServiceError `not_found` when the archive has none of that id */
  get(ref: AssetRef, acquisition: string): Promise<Uint8Array>;
  /** Those with the point, by time. @throws ServiceError `invalid_argument` when there are more than `max` in the range */
  list(range: ArchiveRange, max: number): Promise<readonly ArchivedAcquisition[]>;
  /** The first of them, at most `count`, 1 to 1000. */
  first(range: ArchiveRange, count: number): Promise<readonly ArchivedAcquisition[]>;
}
