import type { PolesAndZeros } from "./analog-butterworth.js";
import { type Complex, complex, magnitude, minus } from "./complex.js";
import type { Biquad } from "./second-order-sections.js";

/**
 * Sections from digital poles and zeros, with gain 1 of the leading coefficients. The pole nearest to the unit circle takes the zeros
 * nearest to it and comes last, so that its resonance sees the signal already filtered (`scipy.signal.zpk2sos`, pairing "nearest").
 * An odd number of poles gets one pole and one zero more at 0, which cancel.
 */
export function pairSections({ poles, zeros }: PolesAndZeros): Biquad[] {
  const restPoles = [...poles];
  const restZeros = [...zeros];
  if (restPoles.filter(isReal).length % 2 === 1) {
    restPoles.push(complex(0));
    restZeros.push(complex(0));
  }
  const sections: Biquad[] = [];
  while (restPoles.length > 0) {
    const pole = takeLeast(restPoles, distanceToUnitCircle);
    const partner = isReal(pole) ? takeLeast(restPoles, distanceToUnitCircle, isReal) : conjugate(pole);
    const zero = takeLeast(restZeros, (candidate) => magnitude(minus(candidate, pole)));
    const second = isReal(zero) ? takeLeast(restZeros, (candidate) => magnitude(minus(candidate, pole)), isReal) : conjugate(zero);
    const [b1, b2] = quadratic(zero, second);
    const [a1, a2] = quadratic(pole, partner);
    sections.unshift({ b0: 1, b1, b2, a1, a2 });
  }
  return sections;
}

function isReal(value: Complex): boolean {
  return value.im === 0;
}

function conjugate(value: Complex): Complex {
  return complex(value.re, -value.im);
}

function distanceToUnitCircle(value: Complex): number {
  return Math.abs(1 - magnitude(value));
}

/** Coefficients of z and 1 in (z - r)·(z - s), where r and s are real or conjugates. */
function quadratic(r: Complex, s: Complex): readonly [number, number] {
  return [-(r.re + s.re), r.re * s.re - r.im * s.im];
}

/** Removes and returns the value of least cost. A filter with real coefficients always has the partner that is asked for. */
function takeLeast(values: Complex[], cost: (value: Complex) => number, accepts: (value: Complex) => boolean = () => true): Complex {
  let best = -1;
  for (const [index, value] of values.entries()) {
    if (accepts(value) && (best < 0 || cost(value) < cost(values[best] as Complex))) best = index;
  }
  if (best < 0) throw new RangeError("poles and zeros do not pair up");
  return values.splice(best, 1)[0] as Complex;
}
