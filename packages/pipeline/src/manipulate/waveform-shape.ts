/** A rail is the last 0.05 % of the peak-to-peak: one of 2000 bins. It is compared with the bins of the outer quarter beside it. */
const BINS = 2000;
const OUTER_BINS = BINS / 4;
/**
 * The rail of a sound sine holds at most 4.5 times as many samples as the fullest bin beside it, whatever its frequency, phase
 * and resolution, also where the sampling is locked to it; impacts and noise hold fewer at their extremes than beside them.
 * A converter or an amplifier at its limit piles them up.
 */
const PILE_UP_RATIO = 5;

const histogram = new Uint32Array(BINS);

/**
 * Share of the samples that pile up on a rail; a rail without a pile-up, or with 5 samples or fewer, counts nothing.
 * Example: a sine clipped at 0.9 of its amplitude -> 0.29; a whole sine -> 0.
 */
export function railShare(samples: Float32Array, { min, max }: Extremes): number {
  const binsPerUnit = BINS / (max - min);
  histogram.fill(0);
  for (let i = 0; i < samples.length; i++) {
    const bin = Math.min(BINS - 1, Math.floor(((samples[i] as number) - min) * binsPerUnit));
    histogram[bin] = (histogram[bin] as number) + 1;
  }
  const onBottom = pileUp(histogram[0] as number, histogram.subarray(1, OUTER_BINS));
  const onTop = pileUp(histogram[BINS - 1] as number, histogram.subarray(BINS - OUTER_BINS, BINS - 1));
  return (onBottom + onTop) / samples.length;
}

function pileUp(onRail: number, beside: Uint32Array): number {
  let fullest = 1;
  for (const count of beside) if (count > fullest) fullest = count;
  return onRail > PILE_UP_RATIO * fullest ? onRail : 0;
}

export interface StuckRun {
  /** Length of the longest run of exactly equal samples that is not at the largest or smallest value (that is clipping). */
  readonly longest: number;
  /** Mean length of all runs: 1 in a live signal, more in a slow one on coarse steps. */
  readonly mean: number;
}

export function stuckRun(samples: Float32Array, { min, max }: Extremes): StuckRun {
  let [longest, runs, start] = [0, 0, 0];
  for (let i = 1; i <= samples.length; i++) {
    const value = samples[start] as number;
    if (i < samples.length && samples[i] === value) continue;
    if (i - start > longest && value !== min && value !== max) longest = i - start;
    runs++;
    start = i;
  }
  return { longest, mean: samples.length / runs };
}

/** Smallest difference of two neighbours that differ: the quantisation step, or nearly nothing where there is none. Infinity if all are equal. */
export function smallestStep(samples: Float32Array): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < samples.length; i++) {
    const step = Math.abs((samples[i] as number) - (samples[i - 1] as number));
    if (step > 0 && step < smallest) smallest = step;
  }
  return smallest;
}

export interface Extremes {
  readonly min: number;
  readonly max: number;
}

/** @param samples at least one */
export function extremesOf(samples: Float32Array): Extremes {
  let min = samples[0] as number;
  let max = min;
  for (let i = 1; i < samples.length; i++) {
    const sample = samples[i] as number;
    if (sample < min) min = sample;
    if (sample > max) max = sample;
  }
  return { min, max };
}
