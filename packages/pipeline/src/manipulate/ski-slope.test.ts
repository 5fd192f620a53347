import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { skiSlopeRatio } from "./ski-slope.js";

const RATE_HZ = 2560;
/** As in `sensorFaults`. */
const LIMIT = 3;

/** Uniform in ±1, seeded. */
function noise(seed: number, length: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Noise that has passed a leaky integrator, with a standard deviation of about 1: its density falls as 1/f² from the corner on. */
function integrated(seed: number, length: number, cornerHz = 0.5): Float32Array {
  const keep = Math.exp((-2 * Math.PI * cornerHz) / RATE_HZ);
  let value = 0;
  return noise(seed, length).map((kick) => {
    value = keep * value + Math.sqrt(3 * (1 - keep * keep)) * kick;
    return value;
  });
}

const tone = (length: number, frequencyHz: number, amplitude: number) =>
  Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / RATE_HZ + 1));
const sum = (...signals: Float32Array[]) => signals[0]!.map((_, i) => signals.reduce((total, signal) => total + (signal[i] as number), 0));

function ratioOf(samples: Float32Array, rateHz = RATE_HZ): number {
  const mean = samples.reduce((total, value) => total + value, 0) / samples.length;
  return skiSlopeRatio(samples, rateHz, samples.reduce((total, value) => total + (value - mean) ** 2, 0) / samples.length);
}

describe("ski slope", () => {
  test.each([
    [4, 0.75],
    [8, 0.75],
  ])("integrated noise over a machine's vibration is found on records of %i s, more than %d of them", (seconds, share) => {
    const length = seconds * RATE_HZ;
    const ratios = Array.from({ length: 30 }, (_, i) =>
      ratioOf(
        sum(
          integrated(7919 * i + 1, length).map((value) => 20 * value),
          noise(104_729 * i + 2, length),
          tone(length, 25, 1),
        ),
      ),
    );
    expect(ratios.filter((ratio) => ratio > LIMIT).length / ratios.length).toBeGreaterThan(share);
  });

  test("scale does not matter", () => {
    const signal = sum(
      integrated(3, 4 * RATE_HZ).map((value) => 20 * value),
      noise(4, 4 * RATE_HZ),
    );
    expect(ratioOf(signal.map((value) => value * 2 ** -20))).toBeCloseTo(ratioOf(signal), 6);
  });

  test("the 1/f noise of a sensor at rest is none", () => {
    const length = 4 * RATE_HZ;
    for (let seed = 1; seed <= 10; seed++) {
      const pink = sum(...[0.5, 2, 8, 32, 128, 512].map((cornerHz) => integrated(31 * seed + cornerHz, length, cornerHz)));
      expect(ratioOf(pink)).toBeLessThan(LIMIT);
    }
  });

  test("white noise, however long, has none", () => {
    for (const seconds of [4, 6, 12]) for (const seed of [1, 2, 3]) expect(ratioOf(noise(seed, seconds * RATE_HZ))).toBe(0);
  });

  test("the lines of a slow machine are no slope, however strong and wherever they lie", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 20, noNaN: true }), fc.integer({ min: 4, max: 8 }), fc.integer(), (shaftHz, seconds, seed) => {
        const length = seconds * RATE_HZ;
        const signal = sum(tone(length, shaftHz, 10), tone(length, 2 * shaftHz, 3), tone(length, 3 * shaftHz, 1), noise(seed, length));
        expect(ratioOf(signal)).toBeLessThan(LIMIT);
      }),
      { numRuns: 25 },
    );
  });

  test("a slope that is weaker than the machine's vibration does not count", () => {
    const length = 4 * RATE_HZ;
    expect(
      ratioOf(
        sum(
          integrated(5, length).map((value) => 0.1 * value),
          noise(6, length),
        ),
      ),
    ).toBe(0);
  });

  test("less than four seconds say nothing", () => {
    expect(ratioOf(integrated(1, 4 * RATE_HZ - 1))).toBe(0);
    expect(ratioOf(new Float32Array(4 * RATE_HZ))).toBe(0);
    expect(ratioOf(integrated(1, 1000), 100)).toBe(0);
  });
});
