import { type PlannedStop, storedTime, type TimeNs } from "@phm/domain";
import type { SaidStop, Statement } from "./advisory-state.js";
import type { DueDate } from "./due-date.js";

/** What is remembered of the stop that a due date falls on. */
export function saidStop({ plannedStop }: DueDate): SaidStop | undefined {
  return plannedStop && { id: plannedStop.id, startNs: storedTime(plannedStop.startNs) };
}

/**
 * Whether planning has changed what a due date rests on: the stop that it falls on was withdrawn or moved before it began, or one has come
 * in that begins before the date that was given. A later stop is no news: a date that slides away cannot be planned by.
 */
export function isStopChanged(said: Statement, { plannedStop }: DueDate, stops: readonly PlannedStop[], timeNs: TimeNs): boolean {
  if (said.tier === "watch") return false;
  const { stop } = said;
  if (stop === undefined) return plannedStop !== undefined && plannedStop.startNs < BigInt(said.dueNs);
  const isAhead = BigInt(stop.startNs) > timeNs;
  return isAhead && !stops.some(({ id, startNs }) => id === stop.id && startNs === BigInt(stop.startNs));
}
