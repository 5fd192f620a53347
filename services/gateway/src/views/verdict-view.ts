import { formatTimeNs, type Verdict } from "@phm/domain";

/** What was found when an order was closed, as the API shows it. */
export function verdictView(verdict: Verdict) {
  const { id, result, failureMode, mechanism, cause, workDone, repaired, timeNs, actor, advised, advisories } = verdict;
  return { id, result, failureMode, mechanism, cause, workDone, repaired, time: formatTimeNs(timeNs), actor, advised, advisories };
}
