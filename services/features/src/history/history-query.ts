import type { AssetRef, TimeNs } from "@phm/domain";

/** What of a point's history is wanted. */
export interface HistoryRange {
  readonly ref: AssetRef;
  readonly point: string;
  /** Feature names; none means all. */
  readonly features: readonly string[];
  /** Included. */
  readonly fromNs?: TimeNs;
  /** Not included. */
  readonly toNs?: TimeNs;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** One feature over the times of a page; NaN where it is absent. */
export interface HistoryColumn {
  readonly feature: string;
  /** The values; in an hour or day the last one. */
  readonly values: Float64Array;
  /** In hours and days only. */
  readonly min?: Float64Array;
  readonly mean?: Float64Array;
  readonly max?: Float64Array;
  readonly counts?: Uint32Array;
}

export interface HistoryPage {
  readonly timesNs: readonly TimeNs[];
  /** Empty for hours and days. */
  readonly acquisitions: readonly string[];
  readonly columns: readonly HistoryColumn[];
  readonly featureSets: readonly string[];
  readonly nextCursor?: string;
}
