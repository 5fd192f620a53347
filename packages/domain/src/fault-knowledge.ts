import type { FailureMode } from "./failure-mode.js";
import type { FailureCause, FailureMechanism, ReportedFailureMode } from "./iso-14224.js";
import type { Tier } from "./tier.js";

/** The same statement in both languages. */
export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

/** A code of ISO 14224 and what it means for this failure mode. */
export interface CodedText<Code extends string> {
  readonly code: Code;
  readonly text: BilingualText;
}

export interface KnowledgePart {
  readonly name: BilingualText;
  readonly quantity: number;
}

/** What maintenance knows of a failure mode (设备故障知识库). */
export interface FaultKnowledge {
  readonly failureMode: FailureMode;
  /** How a person at the machine reports it. */
  readonly reportedAs: ReportedFailureMode;
  readonly mechanism: CodedText<FailureMechanism>;
  readonly causes: readonly CodedText<FailureCause>[];
  /** How to make sure, before anything is taken apart. */
  readonly confirm: readonly BilingualText[];
  /** What to do, in the order of doing. */
  readonly actions: readonly BilingualText[];
  /** What must be in order before the machine runs again. */
  readonly checks: readonly BilingualText[];
  readonly tools: readonly BilingualText[];
  readonly parts: readonly KnowledgePart[];
  readonly estimatedHours: number;
  /** How urgent it is where neither condition nor remaining life says more. */
  readonly urgency: Tier;
}

/** What holds at a site: its own entry, else the suite's. */
export interface KnowledgeEntry {
  readonly knowledge: FaultKnowledge;
  /** Counts the site's revisions of this entry from 1; 0: none. */
  readonly version: number;
  readonly isSiteEntry: boolean;
  /** Version of the suite's knowledge base. */
  readonly baseVersion: string;
}

/** One change that a site made to an entry. */
export interface KnowledgeRevision {
  readonly version: number;
  readonly author: string;
  readonly timeNs: bigint;
  readonly note: string;
  /** Absent: from here on the suite's entry holds again. */
  readonly knowledge?: FaultKnowledge;
}
