import { isFastLength } from "../fft/real-fft.js";
import { realTransform } from "../fft/transform-plans.js";
import { ScratchBuffer } from "../signal/scratch-buffer.js";

const LENGTH_STEP = 32;
const result = new ScratchBuffer();

/** The smallest fast transform length that is not below `length`. */
export function ceilFastLength(length: number): number {
  let candidate = Math.max(LENGTH_STEP, Math.ceil(length / LENGTH_STEP) * LENGTH_STEP);
  while (!isFastLength(candidate)) candidate += LENGTH_STEP;
  return candidate;
}

/**
 * Squared magnitude of the analytic signal of the lines `first` to `last`, at a sampling of the band's own: the lines are moved down to
 * the lowest ones (which does not change the magnitude) and transformed back with the shortest fast length that holds the squared
 * envelope without aliasing, more than twice the number of lines. A band of a tenth of Nyquist thus costs a tenth.
 * @param lines re, im alternating, of a one-sided spectrum
 * @returns the squared envelope over the whole record, of a length of its own; valid until the next call. Its mean is
 *   the sum of |line|² over the band
 */
export function squaredEnvelope(lines: Float32Array, first: number, last: number): Float32Array {
  const length = ceilFastLength(2 * (last - first + 2));
  const transform = realTransform(length);
  const band = lines.subarray(2 * first, 2 * (last + 1));
  transform.lines.fill(0);
  transform.lines.set(band, 2);
  transform.inverse();
  const squared = result.take(length);
  for (let i = 0; i < length; i++) squared[i] = ((transform.samples[i] as number) / 2) ** 2;
  // The Hilbert transform turns each line by -90°: (re, im) -> (im, -re).
  transform.lines.fill(0);
  for (let i = 0; i < band.length; i += 2) {
    transform.lines[i + 2] = band[i + 1] as number;
    transform.lines[i + 3] = -(band[i] as number);
  }
  transform.inverse();
  for (let i = 0; i < length; i++) squared[i] = (squared[i] as number) + ((transform.samples[i] as number) / 2) ** 2;
  return squared;
}
