import type { FailureMode } from "./failure-mode.js";
import type { AcquisitionId, AssetRef } from "./ids.js";
import { assetKey } from "./ids.js";
import type { FailureCause, FailureMechanism } from "./iso-14224.js";
import type { TimeNs } from "./time.js";

/** `confirmed`: what the order was about was found. `not_found`: nothing was wrong. `other`: something else was. */
export const VERDICT_RESULTS = ["confirmed", "not_found", "other"] as const;
export type VerdictResult = (typeof VERDICT_RESULTS)[number];

/** What a person found at the machine and did there: what closing a work order demands. */
export interface VerdictStatement {
  readonly result: VerdictResult;
  /** What was found; absent where nothing was, or where no failure mode says it. */
  readonly failureMode?: FailureMode;
  /** How it failed and why, in codes of ISO 14224; absent where nothing was found. */
  readonly mechanism?: FailureMechanism;
  readonly cause?: FailureCause;
  /** What was done, in words. */
  readonly workDone: string;
  /** Whether the machine is another one since: then it is learnt anew. */
  readonly repaired: boolean;
  /** When the machine failed, in its own time; absent where it had not failed yet when people came. */
  readonly failedNs?: TimeNs;
}

/** One advisory behind a verdict, and the acquisition behind that. */
export interface AdvisoryLink {
  readonly advisory: string;
  readonly acquisition: AcquisitionId;
}

/** What was found when a work order was closed: the label of all that was said about it. Never changed. */
export interface Verdict extends VerdictStatement {
  readonly id: string;
  readonly ref: AssetRef;
  readonly workOrder: string;
  readonly component: string;
  /** What the order said was wrong; absent where it named no fault. */
  readonly advised?: FailureMode;
  /** When the work was done, in the machine's own time. */
  readonly timeNs: TimeNs;
  readonly actor: string;
  /** Oldest first. */
  readonly advisories: readonly AdvisoryLink[];
}

/** `org:site:asset:order:verdict`: an order has one verdict. */
export function verdictId(ref: AssetRef, workOrder: string): string {
  return `${assetKey(ref)}:${workOrder}:verdict`;
}
