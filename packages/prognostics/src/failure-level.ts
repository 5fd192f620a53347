/**
 * Level over reference at which machines of this kind fail: ln(level) is logistic. Run-to-failure tests of the FEMTO-ST platform (Nectoux
 * et al., 2012, six learning bearings) ended at 4 to 12 times, middle 7; the spread here is a little wider, as other machines differ.
 */
export interface FailureLevel {
  /** Level over reference that half of the machines reach. */
  readonly medianRatio: number;
  /** Scale of the logistic, in ln(level); its standard deviation is 1.81 times that. */
  readonly scaleLn: number;
}

/**
 * Distance in ln(level) that the machine still has, at a probability, given that it has come as far as `valueLn` without failing:
 * far below the failure level the distance to it, far above it an exponential tail without memory. Always above 0.
 */
export function remainingLevelLn(level: FailureLevel, valueLn: number, probability: number): number {
  const z = (valueLn - Math.log(level.medianRatio)) / level.scaleLn;
  const survived = 1 - probability;
  // S(z) = 1 / (1 + e^z); solve S(z') = survived · S(z). For large z the ratio of the exponentials is all that is left.
  if (z > 30) return -level.scaleLn * Math.log(survived);
  return level.scaleLn * (Math.log((1 + Math.exp(z)) / survived - 1) - z);
}
