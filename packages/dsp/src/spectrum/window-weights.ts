/** The names of the windows that need no parameter; `rectangular` is no window at all. */
export const WINDOW_NAMES = ["rectangular", "hann", "flat_top", "blackman_harris"] as const;
export type WindowName = (typeof WINDOW_NAMES)[number];

/**
 * Cosine sums: w[n] = sum of (-1)^j · c[j] · cos(2πjn/N). Flat top: D'Antona and Ferrero, Digital Signal Processing for Measurement
 * Systems (2006), as in SciPy and MATLAB. Blackman-Harris: Harris (1978), minimum 4-term, -92 dB.
 */
export const COSINE_TERMS: Readonly<Record<WindowName, readonly number[]>> = {
  rectangular: [1],
  hann: [0.5, 0.5],
  flat_top: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
  blackman_harris: [0.35875, 0.48829, 0.14128, 0.01168],
};

/** The periodic cosine-sum window in float64. */
export function cosineWeights(name: WindowName, length: number): Float64Array {
  const terms = COSINE_TERMS[name];
  const valueAt = (index: number) =>
    terms.reduce((sum, term, order) => sum + (order % 2 === 0 ? term : -term) * Math.cos((2 * Math.PI * order * index) / length), 0);
  return Float64Array.from({ length }, (_, index) => valueAt(index));
}

/** The periodic Kaiser window in float64: w[n] = I0(beta·sqrt(1 - (2n/N - 1)²)) / I0(beta). */
export function kaiserWeights(beta: number, length: number): Float64Array {
  const largest = besselI0(beta);
  return Float64Array.from({ length }, (_, index) => {
    const position = (2 * index) / length - 1;
    return besselI0(beta * Math.sqrt(Math.max(0, 1 - position * position))) / largest;
  });
}

/** Modified Bessel function of the first kind and order 0, by its power series, whose terms are all positive. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * Number.EPSILON; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}
