import { InvalidValue } from "@phm/domain";
import { requireSampleRate } from "../signal/signal-checks.js";

/** Length and window of a FIR filter that keeps a promise. */
export interface KaiserDesign {
  readonly taps: number;
  /** The window's shape parameter, for `{ kaiserBeta }`. */
  readonly kaiserBeta: number;
}

/** Kaiser's formulas do not hold for less. */
const MIN_ATTENUATION_DB = 8;
const MAX_TAPS = 2 ** 20;

/**
 * The shortest Kaiser-windowed FIR filter whose ripple in pass-band and stop-band stays below -attenuationDb
 * (`scipy.signal.kaiserord`; Kaiser 1974). An estimate, good to about 3 dB.
 * @param transitionHz from the end of the pass-band to the start of the stop-band; the cut-off lies in its middle
 * @throws InvalidValue on an attenuation below 8 dB, a transition that is not between 0 Hz and Nyquist, or more than 2^20 taps
 * Example: 60 dB, 500 Hz wide at 25,600 Hz -> 187 taps, beta 5.65.
 */
export function kaiserDesign(attenuationDb: number, transitionHz: number, sampleRateHz: number): KaiserDesign {
  requireSampleRate(sampleRateHz);
  if (!(attenuationDb >= MIN_ATTENUATION_DB && Number.isFinite(attenuationDb))) {
    throw new InvalidValue("attenuationDb", attenuationDb, `a finite number of at least ${MIN_ATTENUATION_DB}`);
  }
  if (!(transitionHz > 0 && transitionHz < sampleRateHz / 2)) {
    throw new InvalidValue("transitionHz", transitionHz, `above 0 and below ${sampleRateHz / 2} Hz`);
  }
  const width = (2 * Math.PI * transitionHz) / sampleRateHz;
  const taps = Math.ceil((attenuationDb - 7.95) / (2.285 * width) + 1);
  if (taps > MAX_TAPS) throw new InvalidValue("transitionHz", transitionHz, `wide enough for at most ${MAX_TAPS} taps, not ${taps}`);
  return { taps, kaiserBeta: kaiserBeta(attenuationDb) };
}

/** Kaiser's empirical shape parameter for an attenuation in dB. */
export function kaiserBeta(attenuationDb: number): number {
  if (attenuationDb > 50) return 0.1102 * (attenuationDb - 8.7);
  if (attenuationDb > 21) return 0.5842 * (attenuationDb - 21) ** 0.4 + 0.07886 * (attenuationDb - 21);
  return 0;
}

/** Kaiser's window at a place from -1 to 1, 1 in the middle. */
export function kaiserAt(place: number, beta: number): number {
  return besselI0(beta * Math.sqrt(Math.max(0, 1 - place * place))) / besselI0(beta);
}

/** Modified Bessel function of the first kind, order 0: its power series, whose terms are all positive. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * Number.EPSILON; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}
