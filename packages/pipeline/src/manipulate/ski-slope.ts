/** The waveform is looked at through means of blocks this long: what is faster than 40 Hz averages out. */
const BLOCK_RATE_HZ = 80;
/** On shorter records the lines of a slow machine fill the lowest band and look like a slope; longer ones are judged by their first eight seconds. */
const MIN_S = 4;
const MAX_S = 8;
/** Bands of the slope, about an octave each, Hz. */
const BANDS_HZ: readonly (readonly [low: number, high: number])[] = [
  [2, 5],
  [5, 10],
  [10, 20],
];
/** From the highest band to the lowest the density must rise by so much: 1/f noise rises by 4.5 over these two octaves, 1/f² by 20. */
const STEEP_RATIO = 6;
/** Middle of the lowest band, from where the slope is continued to 0 Hz as 1/f², Hz. */
const LOW_MIDDLE_HZ = Math.sqrt(2 * 5);
const LOWEST_HZ = 2;
/** The rest is not taken as less than this share of the whole, so that the ratio stays finite. */
const SMALLEST_REST = 1e-3;
/** A quarter of the lines of a band may be below this quantile: sines, however strong, fill fewer lines and do not count as a slope. */
const QUANTILE = 0.25;
/** The lower quartile of the power of noise, over its mean: -ln(3/4), for the exponential distribution of a spectrum's lines. */
const QUARTILE_OF_MEAN = -Math.log(1 - QUANTILE);

/**
 * Low-frequency integration noise ("ski slope"): power of the noise below 20 Hz over the power of everything else, where its density
 * rises steeply towards 0 Hz; 0 where it does not, or on less than four seconds. An amplifier that was
 * overloaded, a thermal transient or a cable that moves makes such noise, and integration to velocity makes a mountain of it. No machine
 * does: what it has below 20 Hz are lines.
 *
 * The noise is read off the lower quartile of the lines of each band from 2 to 20 Hz (Hann window), so that
 * lines of the shaft do not add to it, and continued below 2 Hz as 1/f².
 * @param variance of the whole waveform, unit squared
 */
export function skiSlopeRatio(samples: Float32Array, sampleRateHz: number, variance: number): number {
  const durationS = samples.length / sampleRateHz;
  if (durationS < MIN_S || !(variance > 0) || sampleRateHz < 2 * BLOCK_RATE_HZ) return 0;
  const means = blockMeans(samples, sampleRateHz);
  // What is not there in sum is not there as a slope: most waveforms end here.
  const slow = varianceOf(means);
  if (slow < variance / 4) return 0;
  const densities = BANDS_HZ.map((band) => broadbandDensity(means, band));
  const [low, high] = [densities[0] as number, densities.at(-1) as number];
  if (!(low > STEEP_RATIO * high)) return 0;
  const inBands = densities.reduce((sum, density, i) => sum + density * widthOf(BANDS_HZ[i] as readonly [number, number]), 0);
  const below = low * LOW_MIDDLE_HZ ** 2 * (means.length / BLOCK_RATE_HZ - 1 / LOWEST_HZ);
  const power = Math.min(inBands + below, slow, (1 - SMALLEST_REST) * variance);
  return power / (variance - power);
}

const widthOf = ([low, high]: readonly [number, number]): number => high - low;

function blockMeans(samples: Float32Array, sampleRateHz: number): Float64Array {
  const block = sampleRateHz / BLOCK_RATE_HZ;
  const means = new Float64Array(Math.min(MAX_S * BLOCK_RATE_HZ, Math.floor(samples.length / block)));
  for (let i = 0; i < means.length; i++) {
    const [from, to] = [Math.floor(i * block), Math.floor((i + 1) * block)];
    let sum = 0;
    for (let k = from; k < to; k++) sum += samples[k] as number;
    means[i] = sum / (to - from);
  }
  return means;
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** Power per Hz of the noise in a band, one-sided, from the lower quartile of its lines. */
function broadbandDensity(means: Float64Array, [lowHz, highHz]: readonly [number, number]): number {
  const n = means.length;
  const resolutionHz = BLOCK_RATE_HZ / n;
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  const densities: number[] = [];
  for (let line = Math.ceil(lowHz / resolutionHz); line * resolutionHz < highHz; line++) {
    const step = (2 * Math.PI * line) / n;
    let [re, im] = [0, 0];
    for (let i = 0; i < n; i++) {
      const windowed = ((means[i] as number) - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n));
      re += windowed * Math.cos(step * i);
      im -= windowed * Math.sin(step * i);
    }
    // 3/8 is the mean square of the Hann window.
    densities.push((2 * (re * re + im * im)) / (0.375 * n * BLOCK_RATE_HZ));
  }
  densities.sort((a, b) => a - b);
  return (densities[Math.floor(QUANTILE * densities.length)] as number) / QUARTILE_OF_MEAN;
}
