import { type Complex, complex, minus, over, plus, squareRoot, times } from "./complex.js";

/**
 * Poles and zeros of a filter with real coefficients. Of each conjugate pair only the member with a positive imaginary part is listed;
 * a real one is listed for itself.
 */
export interface PolesAndZeros {
  readonly poles: readonly Complex[];
  readonly zeros: readonly Complex[];
}

/** Poles of the analog low-pass of order n with cut-off 1 rad/s: evenly spread over the left half of the unit circle. */
function prototypePoles(order: number): Complex[] {
  return Array.from({ length: Math.ceil(order / 2) }, (_, index) => {
    const step = order - 1 - 2 * index;
    const angle = (Math.PI * step) / (2 * order);
    return complex(-Math.cos(angle), step === 0 ? 0 : Math.sin(angle));
  });
}

/** s -> s / cutoff. Its zeros are all at infinity. */
export function analogLowPass(order: number, cutoff: number): PolesAndZeros {
  return { poles: prototypePoles(order).map((pole) => times(complex(cutoff), pole)), zeros: [] };
}

/** s -> cutoff / s. */
export function analogHighPass(order: number, cutoff: number): PolesAndZeros {
  const poles = prototypePoles(order).map((pole) => upper(over(complex(cutoff), pole)));
  return { poles, zeros: Array.from({ length: order }, () => complex(0)) };
}

/** s -> (s² + low·high) / (s·(high - low)). Half of its zeros are at infinity. */
export function analogBandPass(order: number, low: number, high: number): PolesAndZeros {
  const half = complex((high - low) / 2);
  const poles = prototypePoles(order).flatMap((pole) => splitAroundCentre(times(half, pole), low * high, pole.im === 0));
  return { poles, zeros: Array.from({ length: order }, () => complex(0)) };
}

/** s -> s·(high - low) / (s² + low·high). */
export function analogBandStop(order: number, low: number, high: number): PolesAndZeros {
  const half = complex((high - low) / 2);
  const poles = prototypePoles(order).flatMap((pole) => splitAroundCentre(over(half, pole), low * high, pole.im === 0));
  return { poles, zeros: Array.from({ length: order }, () => complex(0, Math.sqrt(low * high))) };
}

/** The roots of s² - 2·pole·s + centre²: where a low-pass pole goes when the pass-band moves to a centre frequency. */
function splitAroundCentre(pole: Complex, centreSquare: number, isReal: boolean): Complex[] {
  const root = squareRoot(minus(times(pole, pole), complex(centreSquare)));
  if (!isReal) return [upper(plus(pole, root)), upper(minus(pole, root))];
  // A real pole becomes a conjugate pair, of which one is listed, or two real poles in a wide band.
  return pole.re * pole.re < centreSquare
    ? [complex(pole.re, Math.abs(root.im))]
    : [complex(pole.re + root.re), complex(pole.re - root.re)];
}

function upper(value: Complex): Complex {
  return value.im < 0 ? complex(value.re, -value.im) : value;
}
