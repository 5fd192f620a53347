import { DEFAULT_TIME_SCALE } from "@phm/diagnostics";
import type { ConditionState, Finding, RulEstimate, Tier } from "@phm/domain";
import { TIERS } from "@phm/domain";

/** `act_now` when the 10 % quantile of remaining life is within so many blocks. */
const URGENT_BLOCKS = 10;
/** Time to act by tier in blocks, where there is no estimate of remaining life to go by. */
const DEFAULT_BLOCKS: Readonly<Record<Tier, number>> = {
  watch: 7 * DEFAULT_TIME_SCALE.referenceBlocks,
  plan: DEFAULT_TIME_SCALE.referenceBlocks,
  act_now: URGENT_BLOCKS,
};

/** The machine's unit of time: one block of state detection, from the usual distance of acquisitions. Seconds. */
export function blockS(cadenceS: number | null): number {
  return Math.max(DEFAULT_TIME_SCALE.smoothingS, DEFAULT_TIME_SCALE.smoothingAcquisitions * (cadenceS ?? 0));
}

/** Seconds that a tier gives where there is no estimate of remaining life. */
export function defaultHorizonS(tier: Tier, cadenceS: number | null): number {
  return DEFAULT_BLOCKS[tier] * blockS(cadenceS);
}

/**
 * Seconds within which to act: the 10 % quantile of remaining life, so that nine of ten such machines still run then (at least one block:
 * less cannot be acted on); without an estimate by tier.
 */
export function horizonS(tier: Tier, prognosis: RulEstimate, cadenceS: number | null): number {
  if (prognosis.status === "estimate" && prognosis.p10S !== undefined) return Math.max(prognosis.p10S, blockS(cadenceS));
  return defaultHorizonS(tier, cadenceS);
}

/**
 * How urgent a finding is. A sensor fault is planned work. A machine fault is planned from a held rise (onset) on, urgent in alarm or
 * when one in ten such machines would fail within ten blocks; before that, lines alone are watched.
 */
export function tierOf(finding: Finding, condition: ConditionState, prognosis: RulEstimate, cadenceS: number | null): Tier {
  if (finding.failureMode === "sensor_fault") return "plan";
  if (condition.state === "alarm") return "act_now";
  if (condition.state !== "alert") return "watch";
  const short = prognosis.status === "estimate" && (prognosis.p10S ?? Number.POSITIVE_INFINITY) <= URGENT_BLOCKS * blockS(cadenceS);
  return short ? "act_now" : "plan";
}

/** The more urgent of two tiers. */
export function higherTier(a: Tier, b: Tier): Tier {
  return TIERS.indexOf(a) >= TIERS.indexOf(b) ? a : b;
}
