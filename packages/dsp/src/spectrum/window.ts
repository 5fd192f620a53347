import { InvalidValue } from "@phm/domain";
import { LengthCache } from "../fft/length-cache.js";
import { COSINE_TERMS, cosineWeights, kaiserWeights, WINDOW_NAMES, type WindowName } from "./window-weights.js";

/**
 * Which window. `hann`: the usual choice. `flat_top`: amplitudes of tones between two lines (0.01 dB), wide lines.
 * `blackman_harris`: weak tones beside strong ones (-92 dB). Kaiser's shape parameter trades the two: 0 is rectangular, 5 is close
 * to Hamming, 8.6 to Blackman, 14 is good for -100 dB.
 */
export type SpectralWindow = WindowName | { readonly kaiserBeta: number };

/** `amplitude`: a sine on a line keeps its amplitude. `energy`: the mean square of a stationary signal is kept. */
export type WindowCorrection = "amplitude" | "energy";

/** A window of one length with its two corrections. */
export interface WindowPlan {
  readonly weights: Float32Array;
  readonly corrections: Readonly<Record<WindowCorrection, number>>;
}

/** Beyond this Kaiser's window is an impulse to every use, and its Bessel functions come close to overflow. */
const MAX_KAISER_BETA = 100;

const cosinePlans = Object.fromEntries(
  WINDOW_NAMES.map((name) => [name, new LengthCache((length) => makePlan(cosineWeights(name, length)))]),
) as Record<WindowName, LengthCache<WindowPlan>>;

/** By beta, then by length. */
const kaiserPlans = new LengthCache(
  (beta) => new LengthCache((length) => makePlan(kaiserWeights(beta, length)), undefined, 4),
  undefined,
  4,
);

/** @throws InvalidValue on a length below 2 or a Kaiser beta outside 0 to 100 */
export function windowPlan(window: SpectralWindow, length: number): WindowPlan {
  if (!Number.isInteger(length) || length < 2) throw new InvalidValue("window length", length, "an integer of at least 2");
  if (typeof window === "string") return cosinePlan(window, length);
  const { kaiserBeta } = window;
  if (!(kaiserBeta >= 0 && kaiserBeta <= MAX_KAISER_BETA)) {
    throw new InvalidValue("window.kaiserBeta", kaiserBeta, `from 0 to ${MAX_KAISER_BETA}`);
  }
  return kaiserPlans.get(kaiserBeta).get(length);
}

/**
 * The periodic (DFT-even) window, as `scipy.signal.get_window` gives it by default. Shared and cached: do not write to it.
 * @param length at least 2
 * @throws InvalidValue on a length below 2, an unknown name, or a Kaiser beta outside 0 to 100
 */
export function windowOf(window: SpectralWindow, length: number): Float32Array {
  return windowPlan(window, length).weights;
}

/**
 * The factor by which a windowed spectrum is multiplied: `amplitude` 1/mean(w), `energy` 1/rms(w). With a length, those of the window
 * of that length. Without, which only a window by name allows, those of every length above twice its number of cosine terms.
 * Their ratio, squared, is the equivalent noise bandwidth in lines. Example: Hann: 2 and sqrt(8/3), 1.5 lines.
 */
export function windowCorrection(window: WindowName, correction: WindowCorrection): number;
export function windowCorrection(window: SpectralWindow, correction: WindowCorrection, length: number): number;
export function windowCorrection(window: SpectralWindow, correction: WindowCorrection, length?: number): number {
  if (length !== undefined || typeof window !== "string") return windowPlan(window, length as number).corrections[correction];
  const [constant = 0, ...cosines] = COSINE_TERMS[window];
  if (correction === "amplitude") return 1 / constant;
  return 1 / Math.sqrt(cosines.reduce((sum, term) => sum + (term * term) / 2, constant * constant));
}

function cosinePlan(name: WindowName, length: number): WindowPlan {
  const plans = cosinePlans[name] as LengthCache<WindowPlan> | undefined;
  if (plans === undefined) throw new InvalidValue("window", name, `one of ${WINDOW_NAMES.join(", ")} or { kaiserBeta }`);
  return plans.get(length);
}

function makePlan(weights: Float64Array): WindowPlan {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const meanSquare = weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length;
  return { weights: Float32Array.from(weights), corrections: { amplitude: 1 / mean, energy: 1 / Math.sqrt(meanSquare) } };
}
