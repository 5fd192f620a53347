import type { InspectionSchedule } from "@phm/domain";

/** A day on which a route is walked. Days are counted from the first day of its schedule. */
export interface WalkedDay {
  readonly day: number;
  /** Counts these days from 0. */
  readonly walkDay: number;
  /** Days since the one before; 0 for the first. */
  readonly sinceDays: number;
}

/** The days on which a route is walked, from a day on, in order; as many as are asked for. */
export type WalkedDays = (schedule: InspectionSchedule, fromDay: number) => Iterable<WalkedDay>;

/** Of a schedule without a recurrence rule: every so many days. */
export function* everySoManyDays({ everyDays }: InspectionSchedule, fromDay: number): Generator<WalkedDay> {
  for (let walkDay = Math.max(0, Math.floor(fromDay / everyDays)); ; walkDay += 1)
    yield { day: walkDay * everyDays, walkDay, sinceDays: walkDay === 0 ? 0 : everyDays };
}
