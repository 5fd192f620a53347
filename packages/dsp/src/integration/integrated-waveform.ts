import { forwardRealFft, inverseRealFft, spectrumLines } from "../fft/real-fft.js";
import { type InsufficientData, isInsufficient } from "../signal/insufficient-data.js";
import { ScratchBuffer } from "../signal/scratch-buffer.js";
import { type FrequencyBand, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { ISO_VELOCITY_BAND, integrationLines } from "./integration-band.js";
import { type IntegratedQuantity, integrationSteps, type MotionUnit, type VelocitySource } from "./motion-unit.js";

const spectrum = new ScratchBuffer();

/**
 * Velocity in mm/s of an acceleration (or of a velocity, then only band-limited), by integration in the frequency domain: each line with
 * lowHz <= f <= highHz (default 10 to 1000 Hz) is divided by i·2πf, all others are left out. Same length as the samples, mean 0. The
 * record is taken as periodic, so its very ends are the least sure.
 * @param samples at least 2
 * @returns insufficientData when the record is shorter than one period of lowHz, lowHz is 0, or highHz is above Nyquist
 * @throws InvalidValue on a sample that is not finite, a sample rate that is not above 0, or unless 0 <= lowHz < highHz
 * Closed form: a·cos(2πft) with a in m/s² gives 1000·a / (2πf)·sin(2πft) mm/s.
 */
export function velocityWaveformMmPerS(
  samples: Float32Array,
  sampleRateHz: number,
  unit: VelocitySource,
  band: FrequencyBand = ISO_VELOCITY_BAND,
): Float32Array | InsufficientData {
  return integratedWaveform(samples, sampleRateHz, unit, "velocityMmPerS", band);
}

/**
 * Displacement in µm of an acceleration (integrated twice), a velocity (once) or a displacement; all else as
 * {@link velocityWaveformMmPerS}.
 * Closed form: a·cos(2πft) with a in m/s² gives -1e6·a / (2πf)²·cos(2πft) µm.
 */
export function displacementWaveformUm(
  samples: Float32Array,
  sampleRateHz: number,
  unit: MotionUnit,
  band: FrequencyBand = ISO_VELOCITY_BAND,
): Float32Array | InsufficientData {
  return integratedWaveform(samples, sampleRateHz, unit, "displacementUm", band);
}

/** Largest minus smallest value of {@link displacementWaveformUm}, µm: what a proximity probe would show of the same motion. */
export function displacementPeakToPeakUm(
  samples: Float32Array,
  sampleRateHz: number,
  unit: MotionUnit,
  band: FrequencyBand = ISO_VELOCITY_BAND,
): number | InsufficientData {
  const displacement = displacementWaveformUm(samples, sampleRateHz, unit, band);
  if (isInsufficient(displacement)) return displacement;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of displacement) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return max - min;
}

function integratedWaveform(
  samples: Float32Array,
  sampleRateHz: number,
  from: MotionUnit,
  to: IntegratedQuantity,
  band: FrequencyBand,
): Float32Array | InsufficientData {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  const resolutionHz = sampleRateHz / samples.length;
  const range = integrationLines(band, resolutionHz, sampleRateHz / 2);
  if (isInsufficient(range)) return range;
  const { times, scale } = integrationSteps(from, to);
  const lines = spectrum.take(2 * spectrumLines(samples.length));
  forwardRealFft(samples, lines);
  lines.fill(0, 0, 2 * range.first).fill(0, 2 * range.last + 2);
  for (let k = range.first; k <= range.last; k++) {
    const angular = 2 * Math.PI * k * resolutionHz;
    for (let time = 0; time < times; time++) divideByImaginary(lines, k, angular);
    lines[2 * k] = scale * (lines[2 * k] as number);
    lines[2 * k + 1] = scale * (lines[2 * k + 1] as number);
  }
  const result = new Float32Array(samples.length);
  inverseRealFft(lines, result);
  return result;
}

/** (re + i·im) / (i·divisor) = (im - i·re) / divisor */
function divideByImaginary(lines: Float32Array, line: number, divisor: number): void {
  const [re, im] = [lines[2 * line] as number, lines[2 * line + 1] as number];
  lines[2 * line] = im / divisor;
  lines[2 * line + 1] = -re / divisor;
}
