import type { BearingFigures, BearingGeometry, BearingOrders, BearingRating } from "./bearing.js";

/** A bearing as a site states it for its own catalogue: with geometry, orders, or both. */
export interface SiteBearing extends BearingRating {
  readonly designation: string;
  readonly maker?: string;
  readonly geometry?: BearingGeometry;
  readonly orders?: BearingOrders;
  /** Where the figures come from: a drawing, a maker's catalogue. */
  readonly source: string;
  readonly notes?: string;
}

/** What holds at a site under a designation: its own entry, else the built-in one. */
export interface BearingEntry {
  readonly figures: BearingFigures;
  readonly maker?: string;
  readonly notes?: string;
  /** Counts the site's revisions of this designation from 1, also those that took it back; 0: none. */
  readonly version: number;
  /** The suite brings this designation along too: taking the site's entry back returns to that. */
  readonly hasBuiltIn: boolean;
}

/** One change that a site made to its catalogue. */
export interface BearingRevision {
  readonly version: number;
  readonly author: string;
  readonly timeNs: bigint;
  readonly note: string;
  /** Absent: from here on the site has no entry of its own. */
  readonly bearing?: SiteBearing;
}
