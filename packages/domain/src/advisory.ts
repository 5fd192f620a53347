import type { RemainingLife } from "./assessment.js";
import type { FailureMode } from "./failure-mode.js";
import type { Evidence } from "./finding.js";
import type { AcquisitionId, AssetRef, PointId } from "./ids.js";
import type { MissingPart } from "./spare-part.js";
import type { Tier } from "./tier.js";
import type { TimeNs } from "./time.js";

/** Somebody has seen false alarms of this fault, and does not want orders on it for a while. */
export interface SuppressionNotice {
  readonly id: string;
  readonly reason: string;
  /** From then on it opens orders again, in the machine's own time. */
  readonly untilNs: TimeNs;
}

/** What someone should do, by when, and why. */
export interface Advisory {
  readonly id: string;
  readonly ref: AssetRef;
  readonly acquisition: AcquisitionId;
  readonly timeNs: TimeNs;
  readonly ruleVersion: string;
  readonly featureSet: string;
  readonly modelVersion: string;
  readonly tier: Tier;
  readonly failureMode: FailureMode;
  readonly component: string;
  readonly point: PointId;
  readonly confidence: number;
  readonly dueNs: TimeNs;
  /** Chance of failing before the due date that was accepted; absent where no estimate gave one. */
  readonly acceptedRisk?: number;
  /** The planned stop that the due date falls on. */
  readonly plannedStop?: string;
  /** What the repair needs and is not in stock; absent where all is there or nobody keeps stock. */
  readonly missingParts?: readonly MissingPart[];
  /** Why no order is opened on it; absent where nobody has suppressed this fault. */
  readonly suppressedBy?: SuppressionNotice;
  /** Why it is due then; absent on advisories from before it was told. */
  readonly dueReasonEn?: string;
  readonly dueReasonZh?: string;
  /** The remaining life that it rests on. */
  readonly rul: RemainingLife;
  readonly evidence: readonly Evidence[];
  readonly actionsEn: readonly string[];
  readonly actionsZh: readonly string[];
  readonly reasonEn: string;
  readonly reasonZh: string;
}
