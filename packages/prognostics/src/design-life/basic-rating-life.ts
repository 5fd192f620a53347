import { InvalidValue } from "@phm/domain";

/** What the basic rating life needs. */
export interface RatingLifeInputs {
  /** Basic dynamic load rating C of the bearing, N. */
  readonly dynamicLoadRatingN: number;
  /** Equivalent dynamic load P, N. */
  readonly equivalentLoadN: number;
  readonly speedRpm: number;
  /** p: 3 for balls, 10/3 for rollers. */
  readonly fatigueExponent: number;
}

const REVOLUTIONS_PER_UNIT = 1e6;

/**
 * Basic rating life L10h by ISO 281:2007, 5: the running time, hours, that 9 of 10 such bearings reach at this load and speed.
 * A figure of design, not of condition: it is shown beside a prognosis and never mixed into one.
 * Example: C/P = 10, 1000 rpm, p = 3 -> 16,667 h.
 * @throws InvalidValue for an input that is not above 0
 */
export function basicRatingLifeHours(inputs: RatingLifeInputs): number {
  for (const [field, value] of Object.entries(inputs)) {
    if (!(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "a finite number above 0");
  }
  const { dynamicLoadRatingN, equivalentLoadN, speedRpm, fatigueExponent } = inputs;
  return ((dynamicLoadRatingN / equivalentLoadN) ** fatigueExponent * REVOLUTIONS_PER_UNIT) / (60 * speedRpm);
}
