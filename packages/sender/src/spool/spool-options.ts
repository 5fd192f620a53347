/** What happens to a new acquisition when the budget is used up. */
export type WhenFull = "refuse" | "drop_oldest";

/** When what was appended is synced: before its append resolves, or when its segment is full. */
export type SyncPolicy = "each" | "segment";

export interface SpoolOptions {
  readonly folder: string;
  /** Most bytes that the segments may take, at least `MIN_BUDGET_BYTES`. */
  readonly budgetBytes: number;
  /** Default `refuse`: nothing that was taken is ever given up. */
  readonly whenFull?: WhenFull;
  /** Default `each`. With `segment` a power failure can cost what was appended since the segment began. */
  readonly sync?: SyncPolicy;
  /** Size at which a new segment is begun, and so how much is dropped at once. Default: a sixteenth of the budget, at most 16 MiB. */
  readonly segmentBytes?: number;
  readonly onDamage?: (damage: SpoolDamage) => void;
  readonly onDropped?: (gap: SpoolGap) => void;
  /** Default `Date.now`. */
  readonly nowMs?: () => number;
}

/** Bytes that are not what was written, and where they were put aside. */
export interface SpoolDamage {
  readonly file: string;
  readonly fromByte: number;
  readonly bytes: number;
  readonly reason: string;
}

/** Acquisitions of one asset that were given up for newer ones. */
export interface SpoolGap {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly acquisitions: number;
  /** Start of the first and of the last one, ns since 1970, as decimal texts. */
  readonly firstStartNs: string;
  readonly lastStartNs: string;
}

export interface SpoolStatus {
  /** Taken and neither acknowledged nor refused. */
  readonly waiting: number;
  /** Of the segments, acknowledged records that are not cleared away yet included. */
  readonly spooledBytes: number;
  readonly budgetBytes: number;
  /** Of the oldest record that waits, ms; null where none does. */
  readonly oldestAgeMs: number | null;
  /** Since the spool was opened. */
  readonly acknowledged: number;
  /** Files in the folder of the refused, of earlier runs too. */
  readonly refused: number;
  /** Over the whole life of the spool. */
  readonly dropped: number;
  /** Places with damage, kept aside in the folder of the damaged, of earlier runs too. */
  readonly damaged: number;
}

const MIB = 1024 * 1024;
/** Room for two of the largest acquisitions: one on its way, one that comes. */
export const MIN_BUDGET_BYTES = 16 * MIB;
const MAX_SEGMENT_BYTES = 16 * MIB;
const SEGMENTS_PER_BUDGET = 16;

export function segmentBytesOf({ segmentBytes, budgetBytes }: SpoolOptions): number {
  return segmentBytes ?? Math.min(MAX_SEGMENT_BYTES, Math.ceil(budgetBytes / SEGMENTS_PER_BUDGET));
}
