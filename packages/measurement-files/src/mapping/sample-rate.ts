import type { MeasuredChannel } from "../measurement.js";
import { MeasurementFileError } from "../measurement-file-error.js";

/** Most that one step of a time column may differ from the mean step: beyond it samples are missing or the clock was set. */
const MAX_STEP_DEVIATION_RATIO = 0.5;

/**
 * Sampling rate from a column of seconds: samples over the time they span.
 * @throws MeasurementFileError where a step differs from the mean by more than half: the record is not contiguous
 */
export function sampleRateFromTimes(file: string, { name, samples }: MeasuredChannel): number {
  const spanS = (samples[samples.length - 1] ?? 0) - (samples[0] ?? 0);
  if (!(spanS > 0)) throw new MeasurementFileError(file, name, `${spanS} s`, "seconds that rise, at least two rows", "uneven_spacing");
  const meanStepS = spanS / (samples.length - 1);
  // float32 holds a time of day only to some milliseconds: a step must be finer than what the numbers can tell, or it is left unjudged.
  const resolutionS = Math.max(Math.abs(samples[0] as number), Math.abs(samples.at(-1) as number)) * 2 ** -23;
  const limitS = MAX_STEP_DEVIATION_RATIO * meanStepS + 2 * resolutionS;
  for (let i = 1; i < samples.length; i++) {
    const stepS = (samples[i] as number) - (samples[i - 1] as number);
    if (Math.abs(stepS - meanStepS) > limitS) {
      const limit = `${meanStepS} s as on the mean, give or take ${limitS} s`;
      throw new MeasurementFileError(`${file} row ${i + 1}`, name, `${stepS} s after the row before`, limit, "uneven_spacing");
    }
  }
  return 1 / meanStepS;
}
