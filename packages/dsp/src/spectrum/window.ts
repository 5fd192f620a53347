import { InvalidValue } from "@phm/domain";
import { LengthCache } from "../fft/length-cache.js";

export const WINDOW_NAMES = ["rectangular", "hann"] as const;
export type WindowName = (typeof WINDOW_NAMES)[number];

/** `amplitude`: a sine on a line keeps its amplitude. `energy`: the mean square of a stationary signal is kept. */
export type WindowCorrection = "amplitude" | "energy";

/** Cosine sums: w[n] = sum of (-1)^j · c[j] · cos(2πjn/N). */
const COSINE_TERMS: Readonly<Record<WindowName, readonly number[]>> = { rectangular: [1], hann: [0.5, 0.5] };

const caches = Object.fromEntries(WINDOW_NAMES.map((name) => [name, new LengthCache((length) => makeWindow(name, length))])) as Record<
  WindowName,
  LengthCache<Float32Array>
>;

/**
 * The periodic (DFT-even) window, as `scipy.signal.get_window` gives it by default. Shared and cached: do not write to it.
 * @param length at least 2
 */
export function windowOf(name: WindowName, length: number): Float32Array {
  if (!Number.isInteger(length) || length < 2) throw new InvalidValue("window length", length, "an integer of at least 2");
  return caches[name].get(length);
}

/**
 * The factor by which a windowed spectrum is multiplied: `amplitude` 1/mean(w), `energy` 1/rms(w).
 * Both are exact for every length above twice the number of cosine terms. Example: Hann: 2 and sqrt(8/3).
 */
export function windowCorrection(name: WindowName, correction: WindowCorrection): number {
  const [constant = 0, ...cosines] = COSINE_TERMS[name];
  if (correction === "amplitude") return 1 / constant;
  return 1 / Math.sqrt(cosines.reduce((sum, term) => sum + (term * term) / 2, constant * constant));
}

function makeWindow(name: WindowName, length: number): Float32Array {
  const terms = COSINE_TERMS[name];
  const valueAt = (index: number) =>
    terms.reduce((sum, term, order) => sum + (order % 2 === 0 ? term : -term) * Math.cos((2 * Math.PI * order * index) / length), 0);
  return Float32Array.from({ length }, (_, index) => valueAt(index));
}
