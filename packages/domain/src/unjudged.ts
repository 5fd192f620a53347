import type { FailureMode } from "./failure-mode.js";

/** What a failure mode could not be judged by: "no finding" is only as good as what was looked at. */
export interface Unjudged {
  readonly failureMode: FailureMode;
  /** The figure or field that was missing: `speedRpm`, `points[].axis`, `baseline`. */
  readonly missing: string;
  readonly reasonEn: string;
  readonly reasonZh: string;
}
