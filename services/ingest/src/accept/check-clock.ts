import { type Acquisition, addSeconds, formatTimeNs, InvalidValue, type TimeNs } from "@phm/domain";

/** A live sensor may run this far ahead of us before its time is called wrong. */
export const MAX_AHEAD_S = 300;

/**
 * A live acquisition cannot come from the future. Recorded data are not judged by the wall clock.
 * @throws InvalidValue with reason `time_in_future`.
 */
export function checkClock(acquisition: Acquisition, nowNs: TimeNs): void {
  if (acquisition.timeBase !== "live") return;
  const latest = addSeconds(nowNs, MAX_AHEAD_S);
  if (acquisition.startTimeNs > latest) {
    const limit = `at most ${MAX_AHEAD_S} s ahead of this server's clock (${formatTimeNs(nowNs)})`;
    throw new InvalidValue("startTimeNs", formatTimeNs(acquisition.startTimeNs), limit, "time_in_future");
  }
}
