/**
 * A structural resonance: a damped oscillator, advanced sample by sample as a rotating, shrinking complex number z.
 * Its acceleration is Re z − (decay/damped frequency)·Im z, the phase at which the answer to an impulse
 * has no static part: a strike leaves nothing at low frequency, where velocity is read. Exact for impulses between two samples.
 */
export interface Mode {
  /** Real and imaginary part of the factor from one sample to the next. */
  readonly stepRe: number;
  readonly stepIm: number;
  /** Decay rate, 1/s, and damped frequency, rad/s. */
  readonly decayPerS: number;
  readonly dampedRadPerS: number;
  /** The share of Im z in the acceleration, decay rate over damped frequency. */
  readonly quadrature: number;
  /** Standard deviation of white excitation per sample that gives a response of 1 r.m.s. */
  readonly unitNoise: number;
}

/** @param naturalHz natural frequency. @param dampingRatio share of critical damping. */
export function mode(naturalHz: number, dampingRatio: number, sampleRateHz: number): Mode {
  const naturalRadPerS = 2 * Math.PI * naturalHz;
  const decayPerS = dampingRatio * naturalRadPerS;
  const dampedRadPerS = naturalRadPerS * Math.sqrt(1 - dampingRatio * dampingRatio);
  const radius = Math.exp(-decayPerS / sampleRateHz);
  const angle = dampedRadPerS / sampleRateHz;
  return {
    stepRe: radius * Math.cos(angle),
    stepIm: radius * Math.sin(angle),
    decayPerS,
    dampedRadPerS,
    quadrature: decayPerS / dampedRadPerS,
    // A white real excitation of variance v builds up v/(1 − r²), half of it in each part.
    unitNoise: Math.sqrt(2 * (1 - radius * radius)),
  };
}
