import { formatTimeNs, type Verdict } from "@phm/domain";

/** What was found when an order was closed, as the API shows it. */
export function verdictView(verdict: Verdict) {
  const { id, result, failureMode, mechanism, cause, workDone, repaired, failedNs, timeNs, actor, advised, advisories } = verdict;
  const failed = failedNs === undefined ? {} : { failedTime: formatTimeNs(failedNs) };
  const found = { id, result, failureMode, mechanism, cause, workDone, repaired, ...failed };
  return { ...found, time: formatTimeNs(timeNs), actor, advised, advisories };
}
