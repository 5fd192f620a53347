import type { MachineClass, Quantity } from "@phm/domain";
import { InvalidValue } from "@phm/domain";
import { zoneLimits } from "./iso-20816-zones.js";

/** A change of this share of the B/C boundary is significant; it is also what an alarm lies above the baseline. */
const SIGNIFICANT_SHARE = 0.25;
/** Neither limit may lie further above its boundary. */
const HIGHEST_SHARE = 1.25;

/** Operational limits after ISO 20816-3, in the unit of the quantity (mm/s or µm r.m.s.). */
export interface AlarmLimits {
  /** Above it somebody must look. */
  readonly alarm: number;
  /** Above it the machine must stop: the highest value that the standard allows. */
  readonly trip: number;
  /** A change of more than this, up or down, is significant whatever the zone. */
  readonly significantChange: number;
}

/**
 * ALARM = baseline + 25 % of B/C, at most 1.25 × B/C; TRIP = 1.25 × C/D; significant change = 25 % of B/C (ISO 20816-3:2022, 6.5 and 7).
 *
 * Example: group 2 rigid, velocity, baseline 1.0 mm/s -> alarm 1.7, trip 5.625, significant change 0.7.
 * @param baseline usual r.m.s. value in the same unit; null while none is learnt: the alarm is then the highest allowed, 1.25 × B/C
 * @returns null for a quantity that the standard does not evaluate; units `raw` have no limits, so do not ask for them
 * @throws InvalidValue when the baseline is negative or not finite
 */
export function alarmLimits(machineClass: MachineClass, quantity: Quantity, baseline: number | null): AlarmLimits | null {
  if (baseline !== null && !(Number.isFinite(baseline) && baseline >= 0)) {
    throw new InvalidValue("baseline", baseline, "finite and at least 0, or null");
  }
  const limits = zoneLimits(machineClass, quantity);
  if (limits === null) return null;
  const [, bc, cd] = limits;
  const significantChange = SIGNIFICANT_SHARE * bc;
  const highest = HIGHEST_SHARE * bc;
  const alarm = baseline === null ? highest : Math.min(baseline + significantChange, highest);
  return { alarm, trip: HIGHEST_SHARE * cd, significantChange };
}

/** Whether a value has changed significantly, to better or worse: by more than 25 % of B/C. False where the standard has no limits. */
export function isSignificantChange(machineClass: MachineClass, quantity: Quantity, before: number, after: number): boolean {
  const limits = alarmLimits(machineClass, quantity, before);
  return limits !== null && Math.abs(after - before) > limits.significantChange;
}
