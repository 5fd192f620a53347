import { formatTimeNs, type PastOrder, type TimeNs } from "@phm/domain";

const SECONDS_PER_HOUR = 3_600;

/** Null where the other system does not tell. The cost is in its currency. */
export function pastOrderView({ ref, number, title, reportedNs, startedNs, finishedNs, labourH, downtimeH, ...order }: PastOrder) {
  const {
    kind = null,
    component = null,
    workDone = null,
    code = null,
    failureMode = null,
    mechanism = null,
    cause = null,
    cost = null,
  } = order;
  return {
    asset: ref.asset,
    ...{ number, kind, title, component, workDone, code, failureMode, mechanism, cause },
    reported: timeOrNull(reportedNs),
    started: timeOrNull(startedNs),
    finished: timeOrNull(finishedNs),
    labourS: secondsOrNull(labourH),
    downtimeS: secondsOrNull(downtimeH),
    cost,
  };
}

function timeOrNull(timeNs: TimeNs | undefined): string | null {
  return timeNs === undefined ? null : formatTimeNs(timeNs);
}

function secondsOrNull(hours: number | undefined): number | null {
  return hours === undefined ? null : hours * SECONDS_PER_HOUR;
}
