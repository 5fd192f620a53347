import type { FailureFamily, FailureMode, Tier } from "@phm/domain";

/** A person has looked at what was said, or decided that nobody needs to. */
export interface Judgement {
  /** Stored time: what was measured up to then says nothing new. */
  readonly atNs: string;
  /** The machine is another one since. */
  readonly repaired: boolean;
  /** Level over its reference as it was then; null where there was none. */
  readonly levelRatio: number | null;
}

/** A planned stop as it was when it was said. */
export interface SaidStop {
  readonly id: string;
  readonly startNs: string;
}

/** What has been said last about one failure family. */
export interface Statement {
  readonly family: FailureFamily;
  readonly failureMode: FailureMode;
  readonly tier: Tier;
  readonly confidence: number;
  readonly timeNs: string;
  readonly dueNs: string;
  /** The planned stop that the due date falls on. */
  readonly stop?: SaidStop;
  /** The suppression that kept an order away when it was said: it is said again when that stands no longer. */
  readonly suppression?: string;
  /** Present when the order on it has ended. */
  readonly judged?: Judgement;
}

/** What the adviser remembers of an asset, at most one statement per failure family. Plain JSON. */
export interface AdvisoryState {
  readonly lastNs: string | null;
  /** Usual distance of assessments, seconds. */
  readonly cadenceS: number | null;
  /** Level over its reference as last assessed; absent or null where it is not known. */
  readonly levelRatio?: number | null;
  readonly statements: readonly Statement[];
}

export function initialAdvisoryState(): AdvisoryState {
  return { lastNs: null, cadenceS: null, statements: [] };
}
