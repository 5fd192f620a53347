import type { TwinNoise } from "./noise.js";
import { quantileInPlace } from "./quantile.js";

/** Where the housing rings when it is struck. */
export interface Resonance {
  readonly naturalHz: number;
  readonly dampingRatio: number;
  /** Seen as a hump in the noise of the sound machine; or taken, as there is none, and then a trial of a fault is a guess of the band. */
  readonly from: "noise" | "assumed";
}

const LOWEST_HZ = 500;
const HIGHEST_SAMPLE_RATE_RATIO = 0.4;
/** 6 dB above what is usual in the band. */
const MIN_PROMINENCE = 4;
const SMOOTH_RATIO = 0.02;
const DAMPING = { least: 0.005, most: 0.2, assumed: 0.03 };
/** A usual place for a housing's resonance, as a share of the band that is recorded. */
const ASSUMED_NYQUIST_RATIO = 0.3;

/**
 * The most prominent hump of the noise: rolling contacts excite the housing broadly, so its resonance shows in a sound machine too.
 * Damping from the width at half power, Δf = 2ζf (half-power method).
 */
export function resonanceOf({ stepHz, density }: TwinNoise, sampleRateHz: number): Resonance {
  const first = Math.ceil(LOWEST_HZ / stepHz);
  const end = Math.min(density.length, Math.floor((HIGHEST_SAMPLE_RATE_RATIO * sampleRateHz) / stepHz));
  const assumed: Resonance = { naturalHz: (ASSUMED_NYQUIST_RATIO * sampleRateHz) / 2, dampingRatio: DAMPING.assumed, from: "assumed" };
  if (end - first < 8) return assumed;
  const smooth = smoothed(density, first, end);
  const usual = quantileInPlace(smooth.slice(), 0.5);
  let peak = 0;
  for (let i = 1; i < smooth.length; i++) if ((smooth[i] as number) > (smooth[peak] as number)) peak = i;
  const height = (smooth[peak] as number) - usual;
  const isWithin = peak > 0 && peak < smooth.length - 1;
  if (!isWithin || (smooth[peak] as number) < MIN_PROMINENCE * usual) return assumed;
  const isHigh = (i: number) => i >= 0 && i < smooth.length && (smooth[i] as number) - usual > height / 2;
  let [low, high] = [peak, peak];
  while (isHigh(low - 1)) low--;
  while (isHigh(high + 1)) high++;
  const naturalHz = (first + peak + 0.5) * stepHz;
  const dampingRatio = Math.min(DAMPING.most, Math.max(DAMPING.least, ((high - low + 1) * stepHz) / (2 * naturalHz)));
  return { naturalHz, dampingRatio, from: "noise" };
}

/** Running mean, wider at higher frequencies, of the steps from `first` to `end`. */
function smoothed(density: Float64Array, first: number, end: number): Float64Array {
  return Float64Array.from({ length: end - first }, (_, i) => {
    const half = Math.max(1, Math.round(SMOOTH_RATIO * (first + i) * 0.5));
    const [from, to] = [Math.max(0, first + i - half), Math.min(density.length, first + i + half + 1)];
    let sum = 0;
    for (let k = from; k < to; k++) sum += density[k] as number;
    return sum / (to - from);
  });
}
