import fc from "fast-check";

/** offset + amplitude·sin(2π·frequencyHz·t + phase), float32. */
export function sine(length: number, sampleRateHz: number, frequencyHz: number, amplitude = 1, offset = 0, phase = 0): Float32Array {
  return Float32Array.from({ length }, (_, i) => offset + amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz + phase));
}

export function sum(...signals: Float32Array[]): Float32Array {
  return signals.reduce((total, signal) => total.map((value, i) => value + (signal[i] as number)));
}

/** Uniform in [-1, 1), float32. */
export function noise(length: number, seed: number): Float32Array {
  return Float32Array.from(congruential(length, seed));
}

/** Uniform in [-1, 1) from the linear congruential generator of Numerical Recipes: exact in every language. */
export function congruential(length: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The signal of conformance/dsp/core.py; the two state the same formula. */
export function goldenSignal(length: number, rateHz: number, seed: number): Float32Array {
  const random = congruential(length, seed);
  return Float32Array.from({ length }, (_, i) => {
    const t = i / rateHz;
    const shaft = 0.8 * Math.sin(2 * Math.PI * 29.5 * t);
    const ringing = 0.5 * (1 + 0.9 * Math.cos(2 * Math.PI * 107.3 * t)) * Math.sin(2 * Math.PI * 3200 * t);
    const hum = 0.1 * Math.sin(2 * Math.PI * 50 * t + 0.3);
    return 0.25 + shaft + ringing + hum + 0.2 * (random[i] as number);
  });
}

/** Waveforms of plausible size (1e-3 to 1e3) that are never constant. */
export function waveforms(minLength: number, maxLength: number): fc.Arbitrary<Float32Array> {
  return fc
    .record({
      length: fc.integer({ min: minLength, max: maxLength }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      exponent: fc.integer({ min: -3, max: 3 }),
    })
    .map(({ length, seed, exponent }) => noise(length, seed).map((value) => value * 10 ** exponent));
}

/** The two values differ by at most `tolerance` times the larger magnitude or `scale`, whichever is more. */
export function expectClose(actual: number, expected: number, tolerance: number, scale = 0): void {
  const size = Math.max(Math.abs(expected), scale);
  if (!(Math.abs(actual - expected) <= tolerance * size)) {
    throw new Error(`${actual} differs from ${expected} by more than ${tolerance} of ${size}`);
  }
}

/** A resonance that is struck impactHz times a second, a shaft line and noise; conformance/dsp/filters.py makes the same. */
export function impacts(length: number, rateHz: number, seed: number, carrierHz: number, impactHz: number, level: number): Float32Array {
  const random = congruential(length, seed);
  return Float32Array.from({ length }, (_, i) => {
    const t = i / rateHz;
    const since = t - Math.floor(t * impactHz) / impactHz;
    const ringing = level * Math.exp(-800 * since) * Math.sin(2 * Math.PI * carrierHz * since);
    return 0.8 * Math.sin(2 * Math.PI * 29.5 * t) + ringing + 0.2 * (random[i] as number);
  });
}
