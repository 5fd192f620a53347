import type { FailureMode } from "./failure-mode.js";
import type { BilingualText } from "./fault-knowledge.js";
import type { AssetRef } from "./ids.js";
import type { InspectionCode } from "./inspection-code.js";
import type { InspectionForm } from "./inspection-form.js";
import type { OrderRole } from "./order-command.js";
import type { Tier } from "./tier.js";

/** What the machine must be doing while the point is inspected. */
export const INSPECTED_STATES = ["any", "running", "stopped"] as const;
export type InspectedState = (typeof INSPECTED_STATES)[number];

/** An item that has failed always opens an order. */
export const FINDING_TIERS = ["plan", "act_now"] as const satisfies readonly Tier[];
export type FindingTier = (typeof FINDING_TIERS)[number];

export const PERIOD_UNITS = ["rounds", "days"] as const;

/**
 * How often a point is due (定期), on the rounds of its route: with every so many rounds (of a route that is walked each shift: shifts), or
 * on the first round of every so many days. Counted from the first day of the route.
 */
export interface InspectionPeriod {
  readonly every: number;
  readonly unit: (typeof PERIOD_UNITS)[number];
}

/** Who does it (定人): a role, or one person. */
export interface InspectionDuty {
  readonly role: OrderRole;
  /** A person's id; absent: anybody with the role. */
  readonly person?: string;
}

/** What is inspected at a point of a machine, how, within which limits, how often and by whom (点检标准). */
export interface InspectionStandard {
  readonly code: InspectionCode;
  readonly ref: AssetRef;
  readonly component: string;
  readonly name: BilingualText;
  /** Where on the machine (定点). */
  readonly place: BilingualText;
  /** How, and with what (定法). */
  readonly method: BilingualText;
  readonly form: InspectionForm;
  readonly period: InspectionPeriod;
  readonly duty: InspectionDuty;
  readonly machineState: InspectedState;
  /** What is probably wrong when the item fails; absent where it does not tell. */
  readonly failureMode?: FailureMode;
  /** How urgent the work order of a failed item is. */
  readonly tier: FindingTier;
  /** So many warnings in a row count as a failure; absent: a warning never does. */
  readonly warningsToFail?: number;
  /** Address of a picture or document that shows the point; empty for none. */
  readonly reference: string;
}
