import { realTransform } from "../fft/transform-plans.js";
import { sumInto } from "../signal/sum.js";
import type { SpectralWindow, WindowPlan } from "./window.js";

/** `mean`: the mean is taken away before the window is applied. */
export type Detrend = "none" | "mean";

export interface WindowOptions {
  readonly window: SpectralWindow;
  readonly detrend: Detrend;
}

const SUM = new Float64Array(1);

/**
 * The raw transform of the windowed samples from `start` on, as many as the window is long; re and im alternating.
 * In the kernel's own memory: valid until the next transform of whatever length.
 */
export function windowedTransform(samples: Float32Array, start: number, { weights }: WindowPlan, detrend: Detrend): Float32Array {
  const length = weights.length;
  SUM[0] = 0;
  if (detrend === "mean") sumInto(SUM, samples, start, start + length);
  const offset = (SUM[0] as number) / length;
  const transform = realTransform(length);
  const windowed = transform.samples;
  for (let i = 0; i < length; i++) windowed[i] = ((samples[start + i] as number) - offset) * (weights[i] as number);
  transform.forward();
  return transform.lines;
}

/**
 * Adds scale·|line|² of a transform of `length` samples to `sums`, one-sided: twice but at 0 Hz and at Nyquist, see
 * {@link lineMultiplicity}. `sums` may end before Nyquist.
 */
export function addLinePowers(lines: Float32Array, length: number, scale: number, sums: Float64Array): void {
  const last = sums.length - 1;
  const double = 2 * scale;
  for (let k = 1; k < last; k++) {
    const re = lines[2 * k] as number;
    const im = lines[2 * k + 1] as number;
    sums[k] = (sums[k] as number) + double * (re * re + im * im);
  }
  addEdge(lines, 0, scale, sums);
  if (last > 0) addEdge(lines, last, lineMultiplicity(last, length) * scale, sums);
}

function addEdge(lines: Float32Array, k: number, scale: number, sums: Float64Array): void {
  const re = lines[2 * k] as number;
  const im = lines[2 * k + 1] as number;
  sums[k] = (sums[k] as number) + scale * (re * re + im * im);
}

/**
 * How often the line occurs in the two-sided spectrum: once at 0 Hz and at Nyquist (which only an even length has), else twice.
 * A one-sided spectrum that forgets this is wrong by 2 in power.
 */
export function lineMultiplicity(line: number, length: number): 1 | 2 {
  return line === 0 || 2 * line === length ? 1 : 2;
}
