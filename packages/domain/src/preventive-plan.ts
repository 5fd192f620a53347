import type { ConditionLevel, Zone } from "./assessment.js";
import type { AssetId, OrganisationId, SiteId } from "./ids.js";
import type { OrderTask } from "./order-task.js";
import type { RecurrenceRule } from "./recurrence-rule.js";
import type { Tier } from "./tier.js";

/**
 * What a machine counts up: its running time, its starts, its working cycles, as somebody reads them; `counted_hours` are the hours that
 * assessments have seen it run, which nobody reads.
 */
export const METERS = ["running_hours", "starts", "cycles", "counted_hours"] as const;
export type Meter = (typeof METERS)[number];

/** From when the next interval counts: `fixed` from when the work was due, `floating` from when it was done. */
export const PLAN_INTERVALS = ["fixed", "floating"] as const;
export type PlanInterval = (typeof PLAN_INTERVALS)[number];

/**
 * What of the occurrences that went by while nobody could order them, as after a downtime, is ordered: the latest `one`, `all`, or `none`.
 * The others are on record as missed.
 */
export const CATCH_UPS = ["one", "all", "none"] as const;
export type CatchUp = (typeof CATCH_UPS)[number];

export interface CalendarTrigger {
  readonly kind: "calendar";
  readonly rule: RecurrenceRule;
  readonly interval: PlanInterval;
  /** Of a fixed interval: a floating one is never behind. Absent: one. */
  readonly catchUp?: CatchUp;
}

/** Each time a meter has gone on by so much. */
export interface MeterTrigger {
  readonly kind: "meter";
  readonly meter: Meter;
  /** Hours, starts or cycles, above 0. */
  readonly every: number;
  /** What the meter stood at when the first interval began. */
  readonly from: number;
  readonly interval: PlanInterval;
}

/** Each time the machine's condition has come to a level or zone, or worse, and stayed there. */
export interface ConditionTrigger {
  readonly kind: "condition";
  readonly reaches: Extract<ConditionLevel, "alert" | "alarm"> | Exclude<Zone, "A">;
  /** Hours that it must hold; 0: at once. */
  readonly heldHours: number;
}

export type PlanTrigger = CalendarTrigger | MeterTrigger | ConditionTrigger;
export const PLAN_TRIGGERS = ["calendar", "meter", "condition"] as const;

/** Work that is done again and again so that a machine does not fail (保养计划). */
export interface PreventivePlan {
  /** Unique at the site, and for good. */
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly asset: AssetId;
  readonly component: string;
  readonly task: OrderTask;
  readonly trigger: PlanTrigger;
  /** How urgent its orders are. */
  readonly tier: Exclude<Tier, "watch">;
  /** Days before it is due that the order is there. */
  readonly aheadDays: number;
  /** Hours that are added to these; absent: none. */
  readonly aheadHours?: number;
  /** Days after it was due that it still counts as on time. */
  readonly toleranceDays: number;
}

/** Which plan, and whose. */
export type PlanKey = Pick<PreventivePlan, "organisation" | "site" | "id">;

/** `org:site:plan` */
export function planKey({ organisation, site, id }: PlanKey): string {
  return `${organisation}:${site}:${id}`;
}
