import type { TimeNs } from "@phm/domain";

const S_NS = 1_000_000_000n;
/** Pauses between attempts grow from 5 s to 10 min. */
const FIRST_PAUSE_S = 5;
const LONGEST_PAUSE_S = 600;
/** A receiver that is away for a night gets its messages in the morning. */
const GIVE_UP_AFTER_NS = 24n * 3_600n * S_NS;
/** A sender that was killed while sending: after this another one may try. */
export const LEASE_NS = 60n * S_NS;
/** What is kept of the words of a failure, characters. */
export const MAX_ERROR = 500;

/** When what failed is tried again, after so many attempts before; undefined: it is given up. */
export function nextAttemptNs(attempts: number, firstDueNs: TimeNs, nowNs: TimeNs): TimeNs | undefined {
  if (nowNs - firstDueNs > GIVE_UP_AFTER_NS) return undefined;
  const pauseS = Math.min(FIRST_PAUSE_S * 2 ** attempts, LONGEST_PAUSE_S);
  return nowNs + BigInt(pauseS) * S_NS;
}
