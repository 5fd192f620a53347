import { envelope, envelopeSpectrum, meanSquareSpectrum, spectrumLines, timeStatistics, velocityRmsMmPerS, welchPsd } from "@phm/dsp";

export const RATE_HZ = 25_600;
export const BLOCK_SAMPLES = 25_600;
const DEMODULATION_BAND = { lowHz: 2000, highHz: 10_000 };

/** What only leads to a feature is written here, block after block. */
const spectrum = new Float64Array(spectrumLines(BLOCK_SAMPLES));
const demodulated = new Float32Array(BLOCK_SAMPLES);

/**
 * What core-v1 asks of one block of acceleration in g: statistics about the mean, the envelope of 2 to 10 kHz with its r.m.s. and
 * its spectrum to 1000 Hz, velocity r.m.s. from 10 to 1000 Hz, Welch's density (segments of 4096, Hann, half overlapping).
 * bench/reference/features.py computes the same.
 */
export function coreFeatures(samples) {
  const { mean, rms, peak, crest, skewness, kurtosis } = timeStatistics(samples);
  const velocity = velocityRmsMmPerS(meanSquareSpectrum(samples, RATE_HZ, { into: spectrum }), "g");
  envelope(samples, RATE_HZ, DEMODULATION_BAND, { into: demodulated });
  const { amplitude } = envelopeSpectrum(demodulated, RATE_HZ);
  const { density } = welchPsd(samples, RATE_HZ);
  return {
    mean,
    rms,
    peak,
    crest,
    skewness,
    kurtosis,
    velocityRmsMmPerS: velocity,
    envelopeRms: rootMeanSquare(demodulated),
    envelopeAmplitude: amplitude,
    psd: density,
  };
}

function rootMeanSquare(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}

/** One block as a worn bearing gives it, in g: shaft line, a resonance that rings at a bearing frequency, noise. The same every time. */
export function madeBlock() {
  let state = 1;
  return Float32Array.from({ length: BLOCK_SAMPLES }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const t = i / RATE_HZ;
    const ringing = (1 + 0.9 * Math.cos(2 * Math.PI * 107.3 * t)) * Math.sin(2 * Math.PI * 3200 * t);
    return 0.25 + 0.8 * Math.sin(2 * Math.PI * 29.5 * t) + 0.5 * ringing + 0.2 * (state / 2 ** 31 - 1);
  });
}
