import { forwardRealFft, spectrumLines } from "../fft/real-fft.js";
import { ScratchBuffer } from "../fft/scratch-buffer.js";
import { meanOf } from "../statistics/time-statistics.js";
import { type WindowName, windowOf } from "./window.js";

/** `mean`: the mean is taken away before the window is applied. */
export type Detrend = "none" | "mean";

export interface WindowOptions {
  readonly window: WindowName;
  readonly detrend: Detrend;
}

const windowed = new ScratchBuffer();
const spectrum = new ScratchBuffer();

/** The raw transform of the windowed samples, re and im alternating. Valid until the next call. */
export function windowedTransform(samples: Float32Array, options: WindowOptions): Float32Array {
  const length = samples.length;
  const weights = windowOf(options.window, length);
  const offset = options.detrend === "mean" ? meanOf(samples) : 0;
  const buffer = windowed.take(length);
  for (let i = 0; i < length; i++) buffer[i] = ((samples[i] as number) - offset) * (weights[i] as number);
  const lines = spectrum.take(2 * spectrumLines(length));
  forwardRealFft(buffer, lines);
  return lines;
}

/**
 * How often the line occurs in the two-sided spectrum: once at 0 Hz and at Nyquist (which only an even length has), else twice.
 * A one-sided spectrum that forgets this is wrong by 2 in power.
 */
export function lineMultiplicity(line: number, length: number): 1 | 2 {
  return line === 0 || 2 * line === length ? 1 : 2;
}
