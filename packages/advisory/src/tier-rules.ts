import { DEFAULT_TIME_SCALE, type MachineTimeScale } from "@phm/diagnostics";
import type { ConditionState, Finding, Tier } from "@phm/domain";
import { TIERS } from "@phm/domain";

/** `act_now` when the accepted chance of failing is reached within so many blocks. */
const URGENT_BLOCKS = 10;
/** Time to act by tier in blocks, where there is no estimate of remaining life to go by. */
const defaultBlocks = ({ referenceBlocks }: MachineTimeScale): Readonly<Record<Tier, number>> => ({
  watch: 7 * referenceBlocks,
  plan: referenceBlocks,
  act_now: URGENT_BLOCKS,
});

/** How long there is, and how long it takes. */
export interface TimeLeft {
  /** Seconds until the accepted chance of failing is reached; undefined where it is not known. */
  readonly toRiskS: number | undefined;
  /** Seconds until the last missing part is there; 0 where none is missing. */
  readonly deliveryS: number;
  readonly cadenceS: number | null;
  readonly scale?: MachineTimeScale;
}

/** The machine's unit of time: one block of state detection, from the usual distance of acquisitions. Seconds. */
export function blockS(cadenceS: number | null, scale: MachineTimeScale = DEFAULT_TIME_SCALE): number {
  return Math.max(scale.smoothingS, scale.smoothingAcquisitions * (cadenceS ?? 0));
}

/** Seconds that a tier gives where there is no estimate of remaining life. */
export function defaultHorizonS(tier: Tier, cadenceS: number | null, scale: MachineTimeScale = DEFAULT_TIME_SCALE): number {
  return defaultBlocks(scale)[tier] * blockS(cadenceS, scale);
}

/**
 * How urgent a finding is. A sensor fault is planned work. A machine fault is planned from a held rise (onset) on, urgent in alarm or
 * when the accepted chance of failing is reached within ten blocks, or before a missing part can be there; before that, lines alone are
 * watched.
 */
export function tierOf(finding: Finding, condition: ConditionState, { toRiskS, deliveryS, cadenceS, scale }: TimeLeft): Tier {
  if (finding.failureMode === "sensor_fault") return "plan";
  if (condition.state === "alarm") return "act_now";
  if (condition.state !== "alert") return "watch";
  return (toRiskS ?? Number.POSITIVE_INFINITY) <= Math.max(URGENT_BLOCKS * blockS(cadenceS, scale), deliveryS) ? "act_now" : "plan";
}

/** The more urgent of two tiers. */
export function higherTier(a: Tier, b: Tier): Tier {
  return TIERS.indexOf(a) >= TIERS.indexOf(b) ? a : b;
}
