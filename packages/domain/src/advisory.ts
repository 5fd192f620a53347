import type { RemainingLife } from "./assessment.js";
import type { FailureFamily, FailureMode } from "./failure-mode.js";
import type { Evidence } from "./finding.js";
import type { AcquisitionId, AssetRef, PointId } from "./ids.js";
import type { MissingPart } from "./spare-part.js";
import type { TimeNs } from "./time.js";

/** `watch` only tells; `plan` and `act_now` open a work order. The order is the order of urgency. */
export const TIERS = ["watch", "plan", "act_now"] as const;
export type Tier = (typeof TIERS)[number];

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

export const WORK_ORDER_STATES = ["open", "closed", "cancelled"] as const;
export type WorkOrderState = (typeof WORK_ORDER_STATES)[number];

/** Why a work order came to say what it says: one line of its history. */
export interface WorkOrderEvent {
  readonly timeNs: TimeNs;
  readonly kind: "opened" | "enriched" | "relabelled" | "escalated" | "closed" | "cancelled";
  /** The advisory behind it; absent for what a person did. */
  readonly advisoryId?: string;
  readonly actor: string;
  readonly note: string;
}

/** One piece of maintenance work. At most one is open per organisation, site, asset, component and failure family. */
export interface WorkOrder {
  readonly id: string;
  readonly ref: AssetRef;
  readonly component: string;
  readonly failureFamily: FailureFamily;
  readonly failureMode: FailureMode;
  readonly tier: Tier;
  readonly state: WorkOrderState;
  readonly openedNs: TimeNs;
  readonly updatedNs: TimeNs;
  readonly dueNs: TimeNs;
  /** The advisory that opened it. */
  readonly openedBy: string;
  /** The latest advisory: what is known now. */
  readonly latest: Advisory;
  readonly advisoryCount: number;
  /** The order on the same fault that ended shortly before this one was opened. */
  readonly previousOrder?: string;
  readonly history: readonly WorkOrderEvent[];
}

/** `org:site:asset:component:family`: at most one open order may hold it. */
export function openWorkOrderKey(order: Pick<WorkOrder, "ref" | "component" | "failureFamily">): string {
  const { organisation, site, asset } = order.ref;
  return `${organisation}:${site}:${asset}:${order.component}:${order.failureFamily}`;
}
