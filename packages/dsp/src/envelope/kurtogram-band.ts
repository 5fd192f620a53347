import { LengthCache } from "../fft/length-cache.js";
import { ComplexArray, radix2Fft } from "../fft/radix2-fft.js";

/** Share of a band over which its gain falls, half of it on either side of each edge. */
const ROLL_OFF_RATIO = 0.5;
/** Of either end so many times 1 / bandwidth are left out: after them the filter has forgotten the jump where the record wraps around. */
const FORGOTTEN_BANDWIDTHS = 8;
/** Below this share of the signal's mean square a band holds the rounding of the transform and no signal. */
const SILENCE_RATIO = 1e-12;

const envelopes = new LengthCache((length) => new ComplexArray(length), undefined, 12);

/** The one-sided transform of a record, and what its bands are measured against. */
export interface TransformedRecord {
  /** re, im alternating. */
  readonly lines: Float32Array;
  /** From 0 Hz to Nyquist, in lines. */
  readonly nyquistLines: number;
  /** Sum of |X|² of all lines but that at 0 Hz. */
  readonly energy: number;
}

/** Independent values of a band's envelope that are used: the record's length × bandwidth, less the ends. */
export function independentValues(bandwidthLines: number): number {
  return bandwidthLines - 2 * FORGOTTEN_BANDWIDTHS;
}

/**
 * Excess kurtosis of the complex envelope in a band, mean |c|⁴ / (mean |c|²)² - 2: 0 for Gaussian noise, -1 for a steady tone, high where
 * impacts ring. The band's gain is 1 inside, 1/2 at its edges and falls as a raised cosine, so that the bands of a level add up to 1.
 * @param lowLines, highLines the band's edges in lines, not necessarily whole
 * @returns undefined where the band holds no signal
 */
export function envelopeKurtosis(
  { lines, nyquistLines, energy }: TransformedRecord,
  lowLines: number,
  highLines: number,
): number | undefined {
  const bandwidth = highLines - lowLines;
  const first = Math.max(1, Math.ceil(lowLines - (ROLL_OFF_RATIO / 2) * bandwidth));
  const last = Math.min(Math.ceil(nyquistLines) - 1, Math.floor(highLines + (ROLL_OFF_RATIO / 2) * bandwidth));
  const count = last - first + 1;
  // |c|² has twice the bandwidth of c: with fewer values its fourth power would fold.
  const envelope = envelopes.get(2 ** Math.ceil(Math.log2(2 * count)));
  envelope.clear();
  const centre = (lowLines + highLines) / 2;
  let bandEnergy = 0;
  for (let k = first; k <= last; k++) {
    const gain = gainAt(Math.abs(k - centre) / bandwidth);
    const [re, im] = [gain * (lines[2 * k] as number), gain * (lines[2 * k + 1] as number)];
    envelope.re[k - first] = re;
    envelope.im[k - first] = im;
    bandEnergy += re * re + im * im;
  }
  if (!(bandEnergy > SILENCE_RATIO * energy)) return undefined;
  // The forward transform gives the envelope backward in time, which no moment sees.
  radix2Fft(envelope);
  return excessKurtosis(envelope, Math.ceil((FORGOTTEN_BANDWIDTHS * envelope.length) / bandwidth));
}

/** @param distance from the band's centre, in bandwidths */
function gainAt(distance: number): number {
  const flat = (1 - ROLL_OFF_RATIO) / 2;
  if (distance <= flat) return 1;
  return distance >= flat + ROLL_OFF_RATIO ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * (distance - flat)) / ROLL_OFF_RATIO);
}

function excessKurtosis({ re, im, length }: ComplexArray, skipped: number): number | undefined {
  let [sum2, sum4] = [0, 0];
  for (let i = skipped; i <= length - skipped; i++) {
    const [x, y] = [re[i] as number, im[i] as number];
    const square = x * x + y * y;
    sum2 += square;
    sum4 += square * square;
  }
  const kurtosis = ((length - 2 * skipped + 1) * sum4) / (sum2 * sum2) - 2;
  return Number.isFinite(kurtosis) ? kurtosis : undefined;
}
