import type { TimeNs } from "./time.js";

/** A standard or a route as it stands, with who changed it last. */
export interface InspectionRevision<T> {
  /** What it last was where it is withdrawn. */
  readonly content: T;
  readonly withdrawn: boolean;
  /** Counts the revisions from 1. */
  readonly version: number;
  readonly author: string;
  readonly timeNs: TimeNs;
  readonly note: string;
}
