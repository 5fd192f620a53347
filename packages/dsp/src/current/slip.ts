import { InvalidValue } from "@phm/domain";

/** What the slip of an induction motor follows from. */
export interface MotorSpeed {
  /** Frequency of the stator currents, as measured: a nominal 50 Hz is off by more than a small slip. */
  readonly fundamentalHz: number;
  readonly polePairs: number;
  readonly speedRpm: number;
}

/**
 * Slip of an induction motor, (synchronous speed - speed) / synchronous speed: a ratio, 0 at synchronous speed, 1 at standstill,
 * negative in a generator.
 * @throws InvalidValue unless the frequency is above 0, the pole pairs are an integer of at least 1 and the speed is at least 0
 * Example: 50 Hz, 2 pole pairs, 1470 rpm -> 0.02.
 */
export function slip({ fundamentalHz, polePairs, speedRpm }: MotorSpeed): number {
  requirePositive("fundamentalHz", fundamentalHz);
  if (!Number.isInteger(polePairs) || polePairs < 1) throw new InvalidValue("polePairs", polePairs, "an integer of at least 1");
  if (!(speedRpm >= 0 && Number.isFinite(speedRpm))) throw new InvalidValue("speedRpm", speedRpm, "a finite number of at least 0");
  return 1 - (speedRpm * polePairs) / (60 * fundamentalHz);
}

/** @throws InvalidValue unless the value is finite and above 0 */
export function requirePositive(field: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "a finite number above 0");
}
