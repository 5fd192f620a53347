import type { FailureMode } from "./failure-mode.js";
import type { AssetRef } from "./ids.js";
import type { FailureCause, FailureMechanism } from "./iso-14224.js";
import type { TimeNs } from "./time.js";

/** `corrective`: something was wrong. `preventive`: it was due. `inspection`: somebody looked. */
export const PAST_ORDER_KINDS = ["corrective", "preventive", "inspection"] as const;
export type PastOrderKind = (typeof PAST_ORDER_KINDS)[number];

/** Longest texts, characters. */
export const PAST_ORDER_LIMITS = { number: 100, asset: 200, title: 500, component: 200, workDone: 4000, code: 100 } as const;

/** A piece of work that another system has on record from before this suite ran. Never changed here. */
export interface PastOrder {
  readonly ref: AssetRef;
  /** As the other system numbers it; one of its orders in a site. */
  readonly number: string;
  /** Absent where the other system does not tell. */
  readonly kind?: PastOrderKind;
  readonly title: string;
  readonly component?: string;
  readonly workDone?: string;
  /** At least one of these is known. */
  readonly reportedNs?: TimeNs;
  readonly startedNs?: TimeNs;
  readonly finishedNs?: TimeNs;
  /** The other system's own code of what was wrong or done. */
  readonly code?: string;
  readonly failureMode?: FailureMode;
  readonly mechanism?: FailureMechanism;
  readonly cause?: FailureCause;
  readonly labourH?: number;
  readonly downtimeH?: number;
  /** In the currency of the other system. */
  readonly cost?: number;
}

/** Where it stands on the machine's time line: when it was finished, else begun, else reported. */
export function pastOrderTime({ finishedNs, startedNs, reportedNs }: PastOrder): TimeNs {
  return finishedNs ?? startedNs ?? reportedNs ?? 0n;
}
