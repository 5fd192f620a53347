import { ANTI_ALIASING_BETA, CUTOFF_RATIO, HALF_LENGTH_SAMPLES } from "../filter/anti-aliasing.js";
import { sinc } from "../filter/fir-design.js";
import { kaiserAt } from "../filter/kaiser-design.js";

/** Table values per sample: linear interpolation between them is exact to about 1e-6. */
const TABLE_STEPS = 1024;

/** One flank of the windowed sinc; two values more, so that its end needs no test. */
const TABLE = Float64Array.from({ length: Math.ceil(HALF_LENGTH_SAMPLES * TABLE_STEPS) + 2 }, (_, index) => {
  const distance = index / TABLE_STEPS;
  return distance > HALF_LENGTH_SAMPLES ? 0 : sinc(CUTOFF_RATIO * distance) * kaiserAt(distance / HALF_LENGTH_SAMPLES, ANTI_ALIASING_BETA);
});

/** Samples at either side of a place that count, where one sample of the result is `1 / ratio` samples wide. */
export function reachSamples(ratio: number): number {
  return Math.ceil(HALF_LENGTH_SAMPLES / ratio);
}

/**
 * Value of a band-limited signal at a place between its samples: the samples weighted by a Kaiser-windowed sinc, normalised so that a
 * constant is kept.
 * @param values reach at least {@link reachSamples} beyond the place at either side
 * @param ratio rate of the result over that of the signal, at most 1: the sinc is stretched so that what the result cannot carry is cut
 */
export function sincInterpolated(values: Float64Array, place: number, ratio: number): number {
  const reach = HALF_LENGTH_SAMPLES / ratio;
  const last = Math.floor(place + reach);
  const scale = ratio * TABLE_STEPS;
  let [sum, weights] = [0, 0];
  for (let i = Math.ceil(place - reach); i <= last; i++) {
    const signed = (i - place) * scale;
    const at = signed < 0 ? -signed : signed;
    // Truncates: the table is shorter than 2^31.
    const index = at | 0;
    const low = TABLE[index] as number;
    const weight = low + (at - index) * ((TABLE[index + 1] as number) - low);
    sum += weight * (values[i] as number);
    weights += weight;
  }
  return sum / weights;
}
