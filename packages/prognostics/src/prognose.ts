import { FAILURE_RATIO } from "@phm/diagnostics";
import type { RemainingLife, TimeNs } from "@phm/domain";
import type { FailureLevel } from "./failure-level.js";
import { type LogTrendState, MIN_OBSERVATIONS, observeRatio, trendOf } from "./log-trend.js";
import { rulInterval } from "./rul-interval.js";

/** Name and version of the degradation model. */
export const RUL_MODEL = "log-trend-1";
const FAILURE_LEVEL: FailureLevel = { medianRatio: FAILURE_RATIO, scaleLn: 0.25 };

/** What prognosis remembers: the trend of a rise, null in the quiet state. Plain JSON. */
export type PrognosisState = LogTrendState | null;

/** What state detection says that prognosis needs. Neither age nor elapsed time is among it. */
export interface LevelObservation {
  readonly timeNs: TimeNs;
  /** Level over its trailing reference, which is frozen at onset; null when this acquisition cannot be judged. */
  readonly levelRatio: number | null;
  /** A rise stands or is being held. */
  readonly rising: boolean;
  /** The rise has been held: onset. */
  readonly onset: boolean;
  readonly learning: boolean;
}

const abstain = (reason: string): RemainingLife => ({ status: "abstain", model: RUL_MODEL, reason });

function estimate(state: LogTrendState): RemainingLife {
  const trend = trendOf(state);
  if (trend === null) return abstain(`The rise has fewer than ${MIN_OBSERVATIONS} usable observations yet.`);
  const interval = rulInterval(trend, FAILURE_LEVEL);
  if (interval === null) {
    return abstain("The level is raised but not rising distinguishably: there is no trend to carry forward.");
  }
  const ratio = Number(Math.exp(trend.value).toPrecision(3));
  const doublingS = Number((Math.LN2 / trend.slopePerS).toPrecision(3));
  return {
    status: "estimate",
    ...interval,
    model: RUL_MODEL,
    reason:
      `Level ${ratio} times its reference, doubling in ${doublingS} s at the present rate, carried forward (half of such machines fail by ${FAILURE_RATIO} times); ` +
      "the 80 % interval is uncalibrated.",
  };
}

/**
 * Steps the prognosis. An estimate exists only while a rise stands. In the quiet state it abstains: nothing in a quiet level bounds the
 * time to the next onset, and age is not an input.
 */
export function prognose(state: PrognosisState, seen: LevelObservation): [PrognosisState, RemainingLife] {
  if (!seen.rising) {
    const reason = seen.learning
      ? "Still learning this machine's quiet level."
      : "No rise over the quietest recent level: a quiet signal does not say how long it stays quiet.";
    return [null, abstain(reason)];
  }
  const next = seen.levelRatio !== null && seen.levelRatio > 0 ? observeRatio(state, seen.levelRatio, seen.timeNs) : state;
  if (!seen.onset) return [next, abstain("A rise has begun and is not held long enough yet to count as onset.")];
  return [next, next === null ? abstain("The rise cannot be followed on this acquisition.") : estimate(next)];
}
