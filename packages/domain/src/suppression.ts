import { checkWords } from "./check-fields.js";
import type { FailureMode } from "./failure-mode.js";
import type { AssetRef, PointId } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";
import { addSeconds, formatTimeNs, type TimeNs } from "./time.js";

/** A year. What is longer than that is a fault of the rules, not of the moment. */
export const MAX_SUPPRESSION_S = 366 * 86_400;

/** No orders are opened on a fault for a while, because it was a false alarm: by asset, point and failure mode. */
export interface Suppression {
  readonly id: string;
  readonly ref: AssetRef;
  /** Absent: at any point of the machine. */
  readonly point?: PointId;
  readonly failureMode: FailureMode;
  readonly reason: string;
  /** Who set it, and when, in the machine's own time. */
  readonly actor: string;
  readonly sinceNs: TimeNs;
  /** Not included. */
  readonly untilNs: TimeNs;
  /** Present when somebody has ended it before its time. */
  readonly lifted?: { readonly actor: string; readonly timeNs: TimeNs; readonly reason: string };
}

/** @throws InvalidValue naming the field: no actor or reason, an end that is not after the beginning or more than a year away */
export function checkSuppression({ actor, reason, sinceNs, untilNs }: Suppression): void {
  checkWords("actor", actor);
  checkWords("reason", reason);
  const latestNs = addSeconds(sinceNs, MAX_SUPPRESSION_S);
  if (untilNs <= sinceNs || untilNs > latestNs) {
    const limit = `after ${formatTimeNs(sinceNs)}, at most ${formatTimeNs(latestNs)}`;
    throw new InvalidValue("until", formatTimeNs(untilNs), limit, "out_of_range");
  }
}
