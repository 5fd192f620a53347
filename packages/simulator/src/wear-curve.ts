import type { Random } from "./random.js";

/** Size of the surface defect over a life, and where it began. */
export interface WearCurve {
  /** Index of the first acquisition with a defect. */
  readonly onsetIndex: number;
  /** Length of the defect along the race at each acquisition, mm; 0 before onset, never falling. */
  readonly sizeMm: Float64Array;
}

/** Damage begins in this part of the life; before it the bearing is as good as new. */
const ONSET_LIFE_FRACTION = [0.45, 0.55] as const;
/** A just-incubated pit, mm. */
const INITIAL_SIZE_MM = [0.08, 0.12] as const;
/** A spall at which the bearing is taken out, mm; the balls of a 6205 are 16 mm apart on the outer race. */
const FINAL_SIZE_MM = [5, 7] as const;
/** Exponent n of the growth law. */
const GROWTH_EXPONENT = [1.28, 1.42] as const;
/** Spread of the growth rate from one acquisition to the next (standard deviation of its logarithm). */
const GROWTH_RATE_LOG_SD = 0.6;

/**
 * Wear-out of one bearing: nothing, then a pit that grows at a rate that itself grows with its size,
 * dD/dt = C·D^n with a log-normal factor on the rate (Y. Li, S. Billington, C. Zhang, T. Kurfess, S. Danyluk, S. Liang,
 * "Adaptive prognostics for rolling element bearing condition", MSSP 13, 1999). C is set so that the final size is reached
 * at the last acquisition. In closed form D^(1−n) falls linearly in the (randomly warped) time since onset.
 */
export function wearCurve(random: Random, acquisitions: number): WearCurve {
  const onsetIndex = Math.ceil(random.uniform(...ONSET_LIFE_FRACTION) * (acquisitions - 1));
  const exponent = 1 - random.uniform(...GROWTH_EXPONENT);
  const initial = random.uniform(...INITIAL_SIZE_MM) ** exponent;
  const final = random.uniform(...FINAL_SIZE_MM) ** exponent;

  const growthTime = new Float64Array(acquisitions);
  for (let index = onsetIndex + 1; index < acquisitions; index++) {
    growthTime[index] = (growthTime[index - 1] as number) + Math.exp(GROWTH_RATE_LOG_SD * random.normal());
  }
  const wholeTime = growthTime[acquisitions - 1] as number;
  const sizeMm = growthTime.map((time, index) =>
    index < onsetIndex ? 0 : (initial + (final - initial) * (wholeTime > 0 ? time / wholeTime : 1)) ** (1 / exponent),
  );
  return { onsetIndex, sizeMm };
}
