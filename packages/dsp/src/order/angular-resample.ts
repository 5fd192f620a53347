import { InvalidValue } from "@phm/domain";
import { MAX_FFT_LENGTH } from "../fft/real-fft.js";
import { writeOddExtension } from "../filter/odd-extension.js";
import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { writeMonotoneCubic } from "./monotone-cubic.js";
import { requireShaftAngle, type ShaftAngle } from "./shaft-angle.js";
import { reachSamples, sincInterpolated } from "./sinc-interpolation.js";

/** A waveform by the angle of its shaft instead of by time. */
export interface AngularWaveform {
  readonly samplesPerRevolution: number;
  /** From the first known angle on, in the unit of the waveform. */
  readonly samples: Float32Array;
  /** Revolutions per second over the part that was resampled. */
  readonly meanSpeedHz: number;
}

const MIN_SAMPLES_PER_REVOLUTION = 4;
const MAX_SAMPLES_PER_REVOLUTION = 2 ** 16;

const instants = new DoubleScratchBuffer();
const work = new DoubleScratchBuffer();

/**
 * Resamples a waveform at equal steps of the shaft's angle, so that orders become lines whatever the speed does. The instants between
 * known angles come from a monotone cubic, the values from a windowed sinc whose cut-off follows the speed: orders up to 0.4 ×
 * samplesPerRevolution (and frequencies up to 0.8 × Nyquist) pass, flat to 1e-4; orders above 0.5 × samplesPerRevolution are attenuated by
 * 80 dB and do not fold back. Between the two the level falls. The record is continued by odd reflection at its ends.
 * @param shaftAngle within the record, see `tachoShaftAngle` and `trackSpeed`
 * @param samplesPerRevolution integer from 4 to 65536; a power of two makes the order spectrum fast. More than sampleRateHz / speed adds
 *   values and no orders
 * @returns insufficientData when the known angles span less than a revolution, or the record is shorter than the filter's reach at the
 *   lowest speed
 * @throws InvalidValue on bad samples, an angle outside the record, or a result of more than 2^22 samples
 */
export function angularResample(
  samples: Float32Array,
  sampleRateHz: number,
  shaftAngle: ShaftAngle,
  samplesPerRevolution: number,
): AngularWaveform | InsufficientData {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  requireShaftAngle(shaftAngle);
  requireInsideRecord(shaftAngle, (samples.length - 1) / sampleRateHz);
  requireResolution(samplesPerRevolution);
  const first = shaftAngle.revolutions[0] as number;
  const span = (shaftAngle.revolutions.at(-1) as number) - first;
  const length = Math.floor(span * samplesPerRevolution + 1e-6);
  if (length < samplesPerRevolution) return insufficientData(`the known angles span ${span} revolutions, less than one`);
  if (length > MAX_FFT_LENGTH)
    throw new InvalidValue("samplesPerRevolution", samplesPerRevolution, `so small that ${MAX_FFT_LENGTH} samples result`);
  const times = instants.take(length + 1);
  writeMonotoneCubic(shaftAngle.revolutions, shaftAngle.timesS, first, 1 / samplesPerRevolution, times);
  const reach = reachSamples(ratioOf(longestStep(times), sampleRateHz));
  if (samples.length <= reach + 1) return insufficientData(`${samples.length} samples are not more than the filter's reach of ${reach}`);
  const extended = work.take(samples.length + 2 * (reach + 1));
  writeOddExtension(samples, reach + 1, extended);
  const result = new Float32Array(length);
  for (let j = 0; j < length; j++) {
    const time = times[j] as number;
    const ratio = ratioOf((times[j + 1] as number) - time, sampleRateHz);
    result[j] = sincInterpolated(extended, time * sampleRateHz + reach + 1, ratio);
  }
  const durationS = (times[length] as number) - (times[0] as number);
  return { samplesPerRevolution, samples: result, meanSpeedHz: length / samplesPerRevolution / durationS };
}

/** Rate of the result at this speed over the rate of the record, at most 1. */
function ratioOf(stepS: number, sampleRateHz: number): number {
  return Math.min(1, 1 / (stepS * sampleRateHz));
}

function longestStep(times: Float64Array): number {
  let longest = 0;
  for (let j = 1; j < times.length; j++) longest = Math.max(longest, (times[j] as number) - (times[j - 1] as number));
  return longest;
}

function requireInsideRecord({ timesS }: ShaftAngle, durationS: number): void {
  const [first, last] = [timesS[0] as number, timesS.at(-1) as number];
  const tolerance = 1e-9 * durationS;
  if (first < -tolerance) throw new InvalidValue("shaftAngle.timesS[0]", first, "at least 0 s");
  if (last > durationS + tolerance)
    throw new InvalidValue(`shaftAngle.timesS[${timesS.length - 1}]`, last, `at most ${durationS} s, the record's end`);
}

function requireResolution(samplesPerRevolution: number): void {
  const isInRange = samplesPerRevolution >= MIN_SAMPLES_PER_REVOLUTION && samplesPerRevolution <= MAX_SAMPLES_PER_REVOLUTION;
  if (Number.isInteger(samplesPerRevolution) && isInRange) return;
  const limit = `an integer from ${MIN_SAMPLES_PER_REVOLUTION} to ${MAX_SAMPLES_PER_REVOLUTION}`;
  throw new InvalidValue("samplesPerRevolution", samplesPerRevolution, limit);
}
