import { type Complex, complex, magnitude, over, plus, times } from "./complex.js";

/** One section: y[n] = b0·x[n] + b1·x[n-1] + b2·x[n-2] - a1·y[n-1] - a2·y[n-2]. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * A recursive filter as a cascade of sections of second order: the form that stays accurate at high orders and low cut-offs, where
 * one polynomial of the whole filter does not (its roots move by more than their distance to the unit circle).
 */
export interface SecondOrderSections {
  /** The rate that the filter was designed for. */
  readonly sampleRateHz: number;
  readonly sections: readonly Biquad[];
}

/** Amplitude out over amplitude in of a sine, a ratio: the magnitude of the transfer function. Example: 0.7071 at a Butterworth cut-off. */
export function sosGainRatio(filter: SecondOrderSections, frequencyHz: number): number {
  const angle = (-2 * Math.PI * frequencyHz) / filter.sampleRateHz;
  const delay = complex(Math.cos(angle), Math.sin(angle));
  let gain = 1;
  for (const { b0, b1, b2, a1, a2 } of filter.sections)
    gain *= magnitude(over(polynomial(b0, b1, b2, delay), polynomial(1, a1, a2, delay)));
  return gain;
}

function polynomial(c0: number, c1: number, c2: number, at: Complex): Complex {
  return plus(complex(c0), times(at, plus(complex(c1), times(complex(c2), at))));
}
