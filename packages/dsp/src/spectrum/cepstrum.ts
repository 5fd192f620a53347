import { InvalidValue } from "@phm/domain";
import { spectrumLines } from "../fft/real-fft.js";
import { realTransform } from "../fft/transform-plans.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { float32Result } from "../signal/result-buffer.js";
import { MAX_TRANSFORMABLE_SUM, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { windowPlan } from "./window.js";
import { type WindowOptions, windowedTransform } from "./windowed-transform.js";

/** `real`: the inverse transform of ln|X|. `power`: the square of the inverse transform of ln|X|² (Bogert 1963). */
export type CepstrumKind = "real" | "power";

export interface CepstrumOptions extends WindowOptions {
  readonly kind: CepstrumKind;
  /** Lines below this share of the largest count as this share, because ln 0 has no value; default 1e-6, the noise of the transform. */
  readonly floorRatio: number;
  /** Receives the values instead of a new array: `spectrumLines` values. */
  readonly into: Float32Array;
}

/** A family of lines that are `f` apart is one peak at the quefrency 1/f. */
export interface Cepstrum {
  /** Distance of two values, s. */
  readonly quefrencyStepS: number;
  /** Values at 0 s up to half the record, which mirrors the other half; without unit. */
  readonly values: Float32Array;
}

/**
 * Cepstrum of a waveform: families of harmonics or sidebands, which a gear or a bearing makes, become single peaks.
 * @param options kind (default `real`), window (default `hann`), detrend (default `mean`), floorRatio, into
 * @returns insufficientData when the waveform is constant, so that it has no lines to take the logarithm of
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, a sample rate that is not above 0 or an option outside its range
 * Invariant: a factor g on the samples adds ln g to the real cepstrum at 0 s and changes nothing else.
 * Closed form: an echo of strength a < 1 after d gives a/2 at d and -a²/4 at 2d.
 */
export function cepstrum(samples: Float32Array, sampleRateHz: number, options: Partial<CepstrumOptions> = {}): Cepstrum | InsufficientData {
  requireSamples(samples, 2, MAX_TRANSFORMABLE_SUM);
  requireSampleRate(sampleRateHz);
  const { kind = "real", window = "hann", detrend = "mean", floorRatio = 1e-6, into } = options;
  if (!(floorRatio > 0 && floorRatio < 1)) throw new InvalidValue("floorRatio", floorRatio, "above 0 and below 1");
  if (kind !== "real" && kind !== "power") throw new InvalidValue("kind", kind, "real or power");
  if (detrend === "mean" && isConstant(samples)) return insufficientData("the waveform is constant");
  const length = samples.length;
  const values = float32Result(into, spectrumLines(length));
  const lines = windowedTransform(samples, 0, windowPlan(window, length), detrend);
  if (!takeLogarithms(lines, floorRatio)) return insufficientData("the waveform is zero throughout");
  // The lines are still in the memory of this length's transform.
  const transform = realTransform(length);
  transform.inverse();
  const scale = 1 / length;
  for (let n = 0; n < values.length; n++) {
    const real = scale * (transform.samples[n] as number);
    values[n] = kind === "real" ? real : (2 * real) ** 2;
  }
  return { quefrencyStepS: 1 / sampleRateHz, values };
}

/** Each line becomes ln of its magnitude, with no phase. False when all of them are zero. */
function takeLogarithms(lines: Float32Array, floorRatio: number): boolean {
  let largest = 0;
  for (let j = 0; j < lines.length; j += 2) largest = Math.max(largest, powerAt(lines, j));
  if (largest === 0) return false;
  const floor = largest * floorRatio * floorRatio;
  for (let j = 0; j < lines.length; j += 2) {
    lines[j] = Math.log(Math.max(floor, powerAt(lines, j))) / 2;
    lines[j + 1] = 0;
  }
  return true;
}

function powerAt(lines: Float32Array, j: number): number {
  const re = lines[j] as number;
  const im = lines[j + 1] as number;
  return re * re + im * im;
}

function isConstant(samples: Float32Array): boolean {
  for (let i = 1; i < samples.length; i++) if (samples[i] !== samples[0]) return false;
  return true;
}
