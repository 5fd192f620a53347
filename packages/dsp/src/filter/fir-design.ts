import { InvalidValue } from "@phm/domain";
import { type FilterShape, requireFilterShape } from "./filter-shape.js";
import { kaiserAt } from "./kaiser-design.js";

/** The window that cuts the infinite ideal response: it sets the ripple (Hann 44 dB, Hamming 53 dB, Kaiser by its shape parameter). */
export type FirWindow = "hann" | "hamming" | { readonly kaiserBeta: number };

/** The impulse response of a filter without feedback, symmetric: it delays every frequency by (taps - 1) / 2 samples. */
export interface FirFilter {
  /** The rate that the filter was designed for. */
  readonly sampleRateHz: number;
  readonly taps: Float64Array;
}

/**
 * FIR filter by the window method (`scipy.signal.firwin`): the ideal response, cut by a window and scaled to gain 1 in the pass-band (at
 * 0 Hz, at Nyquist for a high pass, in the middle of a band pass). The gain is 1/2, -6 dB, at each edge.
 * @param taps at least 3; odd where the pass-band includes Nyquist (high pass, band stop), because an even length has a zero there
 * @throws InvalidValue unless every edge lies strictly between 0 Hz and Nyquist, or on another argument outside its range
 * Source: Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., 7.5.
 */
export function firWindowedSinc(taps: number, shape: FilterShape, sampleRateHz: number, window: FirWindow = "hamming"): FirFilter {
  requireFilterShape(shape, sampleRateHz);
  if (!(Number.isInteger(taps) && taps >= 3)) throw new InvalidValue("taps", taps, "an integer of at least 3");
  const passesNyquist = shape.kind === "high_pass" || shape.kind === "band_stop";
  if (passesNyquist && taps % 2 === 0) throw new InvalidValue("taps", taps, `odd for a ${shape.kind} filter`);
  const weightAt = windowFunction(window);
  const bands = passBands(shape, sampleRateHz / 2);
  const centre = (taps - 1) / 2;
  const response = Float64Array.from({ length: taps }, (_, index) => {
    const n = index - centre;
    return weightAt(n / centre) * bands.reduce((sum, [low, high]) => sum + high * sinc(high * n) - low * sinc(low * n), 0);
  });
  const reference = gainReference(bands[0] as PassBand);
  const gain = response.reduce((sum, value, index) => sum + value * Math.cos(Math.PI * reference * (index - centre)), 0);
  return { sampleRateHz, taps: response.map((value) => value / gain) };
}

/** Lower and upper edge, relative to Nyquist. */
type PassBand = readonly [low: number, high: number];

function passBands(shape: FilterShape, nyquistHz: number): PassBand[] {
  if ("cutoffHz" in shape) {
    const cutoff = shape.cutoffHz / nyquistHz;
    return shape.kind === "low_pass" ? [[0, cutoff]] : [[cutoff, 1]];
  }
  const [low, high] = [shape.lowHz / nyquistHz, shape.highHz / nyquistHz];
  return shape.kind === "band_pass"
    ? [[low, high]]
    : [
        [0, low],
        [high, 1],
      ];
}

/** Where the gain is made 1, relative to Nyquist. */
function gainReference([low, high]: PassBand): number {
  if (low === 0) return 0;
  return high === 1 ? 1 : (low + high) / 2;
}

/** The window at a place from -1 (first tap) to 1 (last tap). */
function windowFunction(window: FirWindow): (place: number) => number {
  if (window === "hann") return (place) => 0.5 + 0.5 * Math.cos(Math.PI * place);
  if (window === "hamming") return (place) => 0.54 + 0.46 * Math.cos(Math.PI * place);
  const { kaiserBeta } = window;
  if (!(kaiserBeta >= 0 && kaiserBeta <= MAX_KAISER_BETA)) {
    throw new InvalidValue("window.kaiserBeta", kaiserBeta, `from 0 to ${MAX_KAISER_BETA}`);
  }
  return (place) => kaiserAt(place, kaiserBeta);
}

/** Over 300 dB: more than float64 holds, and the Bessel function would overflow. */
const MAX_KAISER_BETA = 40;

/** sin(πx) / (πx) */
export function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
