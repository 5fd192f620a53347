import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, waveforms } from "../../test/signals.js";
import { FallbackTransform } from "./fallback-fft.js";
import { floorFastLength, forwardRealFft, inverseRealFft, isFastLength, MAX_FFT_LENGTH, spectrumLines } from "./real-fft.js";

function transform(samples: Float32Array): Float32Array {
  const spectrum = new Float32Array(2 * spectrumLines(samples.length));
  forwardRealFft(samples, spectrum);
  return spectrum;
}

/** The definition, in float64. */
function definedLine(samples: Float32Array, line: number): { re: number; im: number } {
  let [re, im] = [0, 0];
  for (const [n, sample] of samples.entries()) {
    const angle = (2 * Math.PI * ((line * n) % samples.length)) / samples.length;
    re += sample * Math.cos(angle);
    im -= sample * Math.sin(angle);
  }
  return { re, im };
}

function energy(samples: Float32Array): number {
  return samples.reduce((total, value) => total + value * value, 0);
}

describe("real FFT", () => {
  test("every length from 2 to 130 gives the lines of the definition", () => {
    for (let length = 2; length <= 130; length++) {
      const samples = noise(length, length);
      const spectrum = transform(samples);
      for (let line = 0; line < spectrumLines(length); line++) {
        const { re, im } = definedLine(samples, line);
        expectClose(spectrum[2 * line] as number, re, 2e-6, Math.sqrt(length));
        expectClose(spectrum[2 * line + 1] as number, im, 2e-6, Math.sqrt(length));
      }
    }
  });

  test("the inverse gives the samples back at any length", () => {
    fc.assert(
      fc.property(waveforms(2, 3000), (samples) => {
        const back = new Float32Array(samples.length);
        inverseRealFft(transform(samples), back);
        const size = Math.max(...samples.map(Math.abs));
        for (const [i, value] of back.entries()) expectClose(value, samples[i] as number, 1e-6, size);
      }),
      { numRuns: 60 },
    );
  });

  test("the energy of the samples is the energy of the lines over N (Parseval)", () => {
    fc.assert(
      fc.property(waveforms(2, 3000), (samples) => {
        const { length } = samples;
        const spectrum = transform(samples);
        let total = 0;
        for (let k = 0; k < spectrumLines(length); k++) {
          const once = k === 0 || 2 * k === length;
          total += (once ? 1 : 2) * ((spectrum[2 * k] as number) ** 2 + (spectrum[2 * k + 1] as number) ** 2);
        }
        expectClose(total / length, energy(samples), 1e-5);
      }),
      { numRuns: 60 },
    );
  });

  test("the kernel and the float64 fallback agree where both apply", () => {
    for (const length of [32, 96, 2560, 4096, 25_600]) {
      const samples = noise(length, 7);
      const reference = new FallbackTransform(length);
      reference.samples.set(samples);
      reference.forward();
      for (const [i, value] of transform(samples).entries()) expectClose(value, reference.lines[i] as number, 2e-6, Math.sqrt(length));
    }
  });

  test("the result does not depend on the lengths transformed before, to the bit", () => {
    const samples = noise(2560, 1);
    const before = transform(samples);
    for (let length = 32; length < 4000; length += 32) transform(noise(length + (length % 3), length));
    transform(noise(65_536, 2));
    expect(transform(samples)).toEqual(before);
  });

  test("nor on longer ones in between, which move the kernel's memory", () => {
    for (let length = 4096; length <= 2 ** 17; length *= 2) {
      const before = transform(noise(length, 1));
      transform(noise((length * 5) / 4, 2));
      transform(noise(2 * length, 3));
      expect(transform(noise(length, 1))).toEqual(before);
    }
  });

  test("lines at 0 Hz and at Nyquist are real, also on an odd length, which has no line at Nyquist", () => {
    for (const length of [64, 100]) expect([transform(noise(length, 3))[1], transform(noise(length, 3)).at(-1)]).toEqual([0, 0]);
    expect(transform(noise(101, 3))).toHaveLength(102);
  });

  test("a length that does not fit is named", () => {
    expect(() => forwardRealFft(new Float32Array(1), new Float32Array(2))).toThrow(InvalidValue);
    expect(() => forwardRealFft(new Float32Array(64), new Float32Array(64))).toThrow("spectrum.length is 64; it must be 66 for 64 samples");
    expect(() => inverseRealFft(new Float32Array(2), new Float32Array(0))).toThrow("samples.length is 0");
    expect(() => forwardRealFft(new Float32Array(MAX_FFT_LENGTH + 1), new Float32Array(2))).toThrow(`${MAX_FFT_LENGTH}`);
  });
});

describe("fast lengths", () => {
  test.each([
    [32, true],
    [25_600, true],
    [48, false],
    [224, false],
    [0, false],
    [33.5, false],
    [Number.NaN, false],
  ])("%p is fast: %p", (length, expected) => expect(isFastLength(length)).toBe(expected));

  test("the floor is fast, not above, and above 1000 loses less than 7 %", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2_000_000 }), (length) => {
        const floor = floorFastLength(length) as number;
        expect(isFastLength(floor) && floor <= length && floor > 0.93 * length).toBe(true);
      }),
    );
    expect(floorFastLength(31)).toBeUndefined();
    expect(floorFastLength(121_969)).toBe(120_000);
  });
});
