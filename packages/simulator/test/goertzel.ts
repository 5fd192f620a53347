import type { Acquisition } from "@phm/domain";

/** Values of one channel in its unit. */
export function values(acquisition: Acquisition, channel: number): Float64Array {
  const { data, scale } = acquisition.channels[channel]!;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Float64Array.from({ length: acquisition.samples }, (_, index) => view.getInt16(2 * index, true) * scale);
}

const hannOf = new Map<number, Float64Array>();

function hann(samples: number): Float64Array {
  let window = hannOf.get(samples);
  if (!window) {
    window = Float64Array.from({ length: samples }, (_, index) => 1 - Math.cos((2 * Math.PI * index) / samples));
    hannOf.set(samples, window);
  }
  return window;
}

/** Peak amplitude of the sine at one frequency, by Goertzel's recurrence on the Hann-windowed signal. */
export function amplitudeAt(signal: Float64Array, sampleRateHz: number, frequencyHz: number): number {
  const window = hann(signal.length);
  const angle = (2 * Math.PI * frequencyHz) / sampleRateHz;
  const twiceCos = 2 * Math.cos(angle);
  let last = 0;
  let beforeLast = 0;
  for (let index = 0; index < signal.length; index++) {
    const now = signal[index]! * window[index]! + twiceCos * last - beforeLast;
    beforeLast = last;
    last = now;
  }
  return (2 * Math.hypot(last - beforeLast * Math.cos(angle), beforeLast * Math.sin(angle))) / signal.length;
}

/** Squared envelope around a carrier: shifted to 0 Hz, smoothed over 32 samples, decimated by 32. */
export function squaredEnvelope(signal: Float64Array, sampleRateHz: number, carrierHz: number): Float64Array {
  const step = 32;
  return Float64Array.from({ length: Math.floor(signal.length / step) }, (_, block) => {
    let re = 0;
    let im = 0;
    for (let index = block * step; index < (block + 1) * step; index++) {
      const angle = (2 * Math.PI * carrierHz * index) / sampleRateHz;
      re += signal[index]! * Math.cos(angle);
      im += signal[index]! * Math.sin(angle);
    }
    return re * re + im * im;
  });
}

/** Largest line within ±1 % of a frequency over the median of its surroundings (±20 %), dB. */
export function lineOverFloorDb(envelope: Float64Array, envelopeRateHz: number, frequencyHz: number): number {
  const amplitudes = (low: number, high: number) => {
    const found: number[] = [];
    for (let at = low; at <= high; at += 0.5) found.push(amplitudeAt(envelope, envelopeRateHz, at));
    return found;
  };
  const line = Math.max(...amplitudes(frequencyHz * 0.99, frequencyHz * 1.01));
  const around = [...amplitudes(frequencyHz * 0.8, frequencyHz * 0.95), ...amplitudes(frequencyHz * 1.05, frequencyHz * 1.2)].sort(
    (a, b) => a - b,
  );
  return 20 * Math.log10(line / around[around.length >> 1]!);
}

/** Velocity r.m.s. 10 to 1000 Hz in mm/s and acceleration r.m.s. 400 to 4800 Hz in g, from DFT lines of a cut of 4096 samples. */
export function levels(signal: Float64Array, sampleRateHz: number): { velocityRmsMmPerS: number; bandRmsG: number } {
  const cut = signal.subarray(0, 4096);
  const resolutionHz = sampleRateHz / cut.length;
  // A Hann window spreads a line over 1.5 bins.
  const power = (bin: number) => amplitudeAt(cut, sampleRateHz, bin * resolutionHz) ** 2 / 2 / 1.5;
  let velocity = 0;
  let band = 0;
  for (let bin = Math.ceil(10 / resolutionHz); bin * resolutionHz <= 4800; bin++) {
    const frequencyHz = bin * resolutionHz;
    if (frequencyHz <= 1000) velocity += power(bin) * (9806.65 / (2 * Math.PI * frequencyHz)) ** 2;
    if (frequencyHz >= 400) band += power(bin);
  }
  return { velocityRmsMmPerS: Math.sqrt(velocity), bandRmsG: Math.sqrt(band) };
}
