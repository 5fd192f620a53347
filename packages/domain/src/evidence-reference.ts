import type { AcquisitionId, AssetRef } from "./ids.js";
import type { TimeNs } from "./time.js";

/** Who can refer to an acquisition: the services with records that rest on it, and people who hold it. */
export const EVIDENCE_OWNERS = ["predict", "workorders", "people"] as const;
export type EvidenceOwner = (typeof EVIDENCE_OWNERS)[number];

export const REFERENCE_KINDS = ["alarm", "advisory", "work_order", "hold"] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** A record that rests on an acquisition, which is therefore kept. */
export interface EvidenceReference {
  readonly ref: AssetRef;
  readonly acquisition: AcquisitionId;
  readonly startTimeNs: TimeNs;
  readonly owner: EvidenceOwner;
  readonly kind: ReferenceKind;
  /** Id of the record. */
  readonly record: string;
  /** In words, for people. */
  readonly reason: string;
}

/** What an owner refers to of a machine. */
export interface EvidenceReferences {
  /**
   * Every reference that will ever be made to what began before this time is on record: the owner has taken it and all before, and refers to
   * nothing older than what it takes. 0: it vouches for nothing.
   */
  readonly settledBeforeNs: TimeNs;
  readonly references: readonly EvidenceReference[];
}
