import type { LifeEnd, LifeLabel, Verdict } from "@phm/domain";

/**
 * The label that a verdict gives to a life, or null where it tells nothing new of it: two orders on one machine may be closed for the same
 * repair, and a life ends once. That the machine failed weighs more than that it was repaired: a censored life which, as a later verdict
 * says, had failed before the repair, failed.
 * @param before the label that the life has already
 */
export function labelAfter(before: LifeLabel | undefined, verdict: Verdict, end: LifeEnd): LifeLabel | null {
  const isNews = before === undefined || (before.censored && !end.censored && end.endNs <= before.closedNs);
  if (!isNews) return null;
  const { id: verdictId, failureMode, timeNs: closedNs } = verdict;
  return { verdictId, ...(failureMode === undefined ? {} : { failureMode }), ...end, closedNs };
}
