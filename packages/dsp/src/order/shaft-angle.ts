import { InvalidValue } from "@phm/domain";

/**
 * Where a shaft stood at some instants of a record: what a tachometer or the signal itself tells. Both lists ascend strictly and have
 * the same length, at least 2.
 */
export interface ShaftAngle {
  /** From the first sample of the record. */
  readonly timesS: Float64Array;
  /** Angle since an arbitrary zero, in revolutions. */
  readonly revolutions: Float64Array;
}

/** @throws InvalidValue on lists of unequal length, fewer than 2 values, or values that are not finite and ascending */
export function requireShaftAngle({ timesS, revolutions }: ShaftAngle): void {
  if (timesS.length < 2) throw new InvalidValue("shaftAngle.timesS.length", timesS.length, "at least 2", "too_few_samples");
  if (revolutions.length !== timesS.length) {
    throw new InvalidValue("shaftAngle.revolutions.length", revolutions.length, `${timesS.length}, as timesS`);
  }
  requireAscending("shaftAngle.timesS", timesS);
  requireAscending("shaftAngle.revolutions", revolutions);
}

/** @throws InvalidValue naming the first value that is not finite or not above the one before it */
export function requireAscending(field: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const before = i === 0 ? Number.NEGATIVE_INFINITY : (values[i - 1] as number);
    if (!(value > before && Number.isFinite(value)))
      throw new InvalidValue(`${field}[${i}]`, value, `finite and above ${before}`, "not_ascending");
  }
}
