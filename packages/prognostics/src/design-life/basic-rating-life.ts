import { InvalidValue } from "@phm/domain";

/** What the basic rating life needs. */
export interface RatingLifeInputs {
  /** Basic dynamic load rating C of the bearing, N. */
  readonly dynamicLoadRatingN: number;
  /** Equivalent dynamic load P, N. */
  readonly equivalentLoadN: number;
  readonly speedRpm: number;
  readonly rolling: "ball" | "roller";
}

const EXPONENT = { ball: 3, roller: 10 / 3 } as const;
const REVOLUTIONS_PER_UNIT = 1e6;

/**
 * Basic rating life L10h by ISO 281:2007, 5: the running time, hours, that 9 of 10 such bearings reach at this load and speed.
 * A figure of design, not of condition: it is shown beside a prognosis and never mixed into one.
 * Example: C/P = 10, 1000 rpm, ball -> 16,667 h.
 */
export function basicRatingLifeHours({ dynamicLoadRatingN, equivalentLoadN, speedRpm, rolling }: RatingLifeInputs): number {
  const positive = { dynamicLoadRatingN, equivalentLoadN, speedRpm };
  for (const [field, value] of Object.entries(positive)) {
    if (!(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "a finite number above 0");
  }
  return ((dynamicLoadRatingN / equivalentLoadN) ** EXPONENT[rolling] * REVOLUTIONS_PER_UNIT) / (60 * speedRpm);
}
