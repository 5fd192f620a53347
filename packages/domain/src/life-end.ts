import { failureFamily } from "./failure-mode.js";
import type { TimeNs } from "./time.js";
import type { Verdict } from "./verdict.js";

/** How the life of a machine ended, by a verdict on it. */
export interface LifeEnd {
  readonly endNs: TimeNs;
  /** True where the machine would have run on: then the end is only a lower limit of its life. */
  readonly censored: boolean;
}

/**
 * The end of life that a verdict tells of; null where the machine is the same one afterwards.
 *
 * - A machine that failed of what was advised ended its life when it failed, not when the repair was done: between the two it stood.
 * - One that failed of something else, or was repaired before it failed, would have lasted longer but for that: its end is censored. To
 *   count it as a failure would teach that machines die when people come with tools.
 * - A verdict that does not say that the machine failed does not mean that it did.
 * - `not_found` without a repair says that the order was wrong; the machine lives on, and what was said of its life is not judged yet.
 * - What was found at a sensor ends no machine's life, even if the level is learnt anew behind a new sensor.
 */
export function lifeEndOf({ result, advised, failureMode, failedNs, repaired, timeNs }: Verdict): LifeEnd | null {
  const found = failureMode ?? advised;
  if (found !== undefined && failureFamily(found) === "sensor") return null;
  if (failedNs !== undefined) return { endNs: failedNs, censored: result !== "confirmed" };
  return repaired ? { endNs: timeNs, censored: true } : null;
}
