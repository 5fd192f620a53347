import type { ConditionTrigger, MeterStanding, TimeNs } from "@phm/domain";

/** `ordered`: it has a work order. `missed`: nobody was there to order it in time. `idle`: the machine was out of use. */
export const OCCURRENCE_FATES = ["ordered", "missed", "idle"] as const;
export type OccurrenceFate = (typeof OCCURRENCE_FATES)[number];

/** One time that a plan was due. */
export interface PlanOccurrence {
  /** Unique in its plan, and the same whoever computes it. */
  readonly id: string;
  readonly dueNs: TimeNs;
  readonly fate: OccurrenceFate;
}

/** How far the occurrences of a plan are decided: none is decided twice. */
export interface PlanProgress {
  /** Counts the triggers that the plan has had: intervals of another trigger are others. */
  readonly era: number;
  /** What is due by the calendar up to then is decided. */
  readonly throughNs: TimeNs;
  /** Intervals decided so far; absent until a meter was read. */
  readonly count?: number;
  /** The occurrence that must be done before the next one counts. */
  readonly open?: string;
  /** When the latest was done, and what the meter stood at then. */
  readonly baseNs?: TimeNs;
  readonly baseTotal?: number;
  /** Since when the condition held that was acted on last. */
  readonly actedOnNs?: TimeNs;
}

/** What a meter tells: how far, and how fast it goes on. */
export interface MeterOutlook extends MeterStanding {
  /** Hours, starts or cycles a day; absent where too few readings tell. */
  readonly perDay?: number;
  /** Of counted hours: how long nobody has seen whether it ran. */
  readonly unseenHours?: number;
}

/** Since when a machine has been at least as bad as each level and zone; left out where it is not. */
export type ConditionMarks = Readonly<Partial<Record<ConditionTrigger["reaches"], TimeNs>>>;

/** What a plan is decided by. */
export interface PlanSight {
  readonly nowNs: TimeNs;
  /** Whether the machine is out of use: then nothing is ordered. */
  readonly isIdle: boolean;
  /** Due times of the plan's rule with `afterNs < t <= throughNs`, at most so many, in order; none without a rule. */
  readonly dueBetween: (afterNs: TimeNs, throughNs: TimeNs, limit: number) => readonly TimeNs[];
  /** When the rule's interval has passed since a time; without a time its start. */
  readonly dueSince: (baseNs: TimeNs | undefined) => TimeNs;
  readonly meter?: MeterOutlook;
  readonly condition?: ConditionMarks;
  /** When the open occurrence was done or given up; absent while it stands, or none is open. */
  readonly openEndedNs?: TimeNs;
  /** Of a floating plan that has none open: its latest occurrence, where its order was reopened since; with the end of that, if it has one. */
  readonly reopened?: { readonly id: string; readonly endedNs?: TimeNs };
}

/** What a look at a plan has decided. */
export interface PlanStep {
  /** The same object where nothing was decided. */
  readonly progress: PlanProgress;
  readonly occurrences: readonly PlanOccurrence[];
  /** When to look again, unless a reading or a condition comes before. */
  readonly lookNs: TimeNs;
}

/** Occurrences that one step decides: after a long downtime the rest follows in the next. */
export const MAX_STEP = 200;
