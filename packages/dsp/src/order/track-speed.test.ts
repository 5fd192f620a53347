import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { type Rotation, revolutionsAt, steady, vibration } from "../../test/rotation.js";
import { expectClose, noise, sine, sum } from "../../test/signals.js";
import { type AngularWaveform, angularResample } from "./angular-resample.js";
import { type OrderSpectrum, orderSpectrum } from "./order-spectrum.js";
import { type RefinedSpeed, refineSpeed } from "./refine-speed.js";
import { type TrackedShaftAngle, trackSpeed } from "./track-speed.js";

const RATE_HZ = 6400;

describe("speed without a tachometer", () => {
  test("is found to 0.005 % anywhere within the range around the rated one", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.955, max: 1.045, noNaN: true }), fc.integer({ min: 1, max: 1000 }), (ratio, seed) => {
        const samples = vibration(steady(25 * ratio), 2 * RATE_HZ, RATE_HZ, 0.1, seed);
        const { speedHz, spreadHz, lines } = refineSpeed(samples, RATE_HZ, 25) as RefinedSpeed;
        expectClose(speedHz, 25 * ratio, 5e-5);
        expect(spreadHz).toBeLessThan(0.01);
        expect(lines.map(({ harmonic }) => harmonic)).toEqual([1, 2, 3, 5]);
      }),
      { numRuns: 10 },
    );
  });

  test("is not drawn to a foreign line that is ten times as strong as the harmonic beside it", () => {
    for (const [seed, speedHz] of [24.1, 24.3, 25.8, 26.1].entries()) {
      const samples = sum(vibration(steady(speedHz), 2 * RATE_HZ, RATE_HZ, 0.5, seed), sine(2 * RATE_HZ, RATE_HZ, 50, 5));
      expectClose((refineSpeed(samples, RATE_HZ, 25) as RefinedSpeed).speedHz, speedHz, 1e-3);
    }
  });

  test("is not drawn to the mains' multiples where their frequency is told", () => {
    const mains = sum(sine(2 * RATE_HZ, RATE_HZ, 60, 2), sine(2 * RATE_HZ, RATE_HZ, 120, 6), sine(2 * RATE_HZ, RATE_HZ, 240, 6));
    for (const [seed, speedHz] of [28.9, 29.4, 29.9].entries()) {
      const samples = sum(vibration(steady(speedHz), 2 * RATE_HZ, RATE_HZ, 0.5, seed), mains);
      expectClose((refineSpeed(samples, RATE_HZ, 29.5, { mainsHz: 60 }) as RefinedSpeed).speedHz, speedHz, 2e-4);
    }
  });

  test("lines of a bearing alone, near harmonics 5 and 10, are not taken for a shaft", () => {
    const bearing = sum(sine(2 * RATE_HZ, RATE_HZ, 4.94 * 25), sine(2 * RATE_HZ, RATE_HZ, 9.88 * 25), noise(2 * RATE_HZ, 1));
    expect(refineSpeed(bearing, RATE_HZ, 25)).toHaveProperty("insufficientData");
  });

  test("the scale of the signal does not matter", () => {
    const samples = vibration(steady(24.6), RATE_HZ, RATE_HZ, 0.2);
    const scaled = samples.map((value) => 1024 * value);
    expect((refineSpeed(scaled, RATE_HZ, 25) as RefinedSpeed).speedHz).toBe((refineSpeed(samples, RATE_HZ, 25) as RefinedSpeed).speedHz);
  });

  test("noise, silence, a constant or a single line tells none; the single line does where one is enough", () => {
    for (const seed of [1, 2, 3]) expect(refineSpeed(noise(2 * RATE_HZ, seed), RATE_HZ, 25)).toHaveProperty("insufficientData");
    expect(refineSpeed(new Float32Array(RATE_HZ), RATE_HZ, 25)).toHaveProperty("insufficientData");
    expect(refineSpeed(new Float32Array(RATE_HZ).fill(3), RATE_HZ, 25)).toHaveProperty("insufficientData");
    const single = sum(sine(RATE_HZ, RATE_HZ, 25.31), noise(RATE_HZ, 4));
    expect(refineSpeed(single, RATE_HZ, 25)).toHaveProperty("insufficientData");
    expectClose((refineSpeed(single, RATE_HZ, 25, { minHarmonics: 1 }) as RefinedSpeed).speedHz, 25.31, 1e-3);
  });

  test("fewer than 8 revolutions, or a speed too near Nyquist, is insufficient data", () => {
    expect(refineSpeed(noise(1900, 1), RATE_HZ, 25)).toHaveProperty("insufficientData");
    expect(refineSpeed(noise(2, 1), RATE_HZ, 25)).toHaveProperty("insufficientData");
    expect(refineSpeed(noise(RATE_HZ, 1), RATE_HZ, 2000)).toHaveProperty("insufficientData");
  });

  test.each([
    ["no samples", [], RATE_HZ, 25, {}, "samples.length is 0"],
    ["a NaN", [1, Number.NaN], RATE_HZ, 25, {}, "samples[1] is NaN"],
    ["a sample rate of 0", [1, 2], 0, 25, {}, "sampleRateHz is 0"],
    ["a speed of 0", [1, 2], RATE_HZ, 0, {}, "ratedSpeedHz is 0"],
    ["a range to half the speed", [1, 2], RATE_HZ, 25, { rangeRatio: 0.5 }, "rangeRatio is 0.5"],
    ["no harmonics", [1, 2], RATE_HZ, 25, { harmonics: 1 }, "harmonics is 1"],
    ["a mains frequency of 0", [1, 2], RATE_HZ, 25, { mainsHz: 0 }, "mainsHz is 0"],
    ["no least harmonics", [1, 2], RATE_HZ, 25, { minHarmonics: 0 }, "minHarmonics is 0"],
  ])("%s is refused by name, tracked or not", (_, values, rateHz, ratedSpeedHz, options, message) => {
    for (const find of [refineSpeed, trackSpeed]) {
      const act = () => find(Float32Array.from(values), rateHz, ratedSpeedHz, options);
      expect(act).toThrow(InvalidValue);
      expect(act).toThrow(message);
    }
  });
});

describe("tracked speed", () => {
  const drifting: Rotation = { speedHz: 25, slopeHzPerS: 0.08, swingHz: 0.15, swingRateHz: 0.06 };
  const length = 15 * RATE_HZ;

  test("the angle follows a drifting shaft to a hundredth of a revolution", () => {
    const samples = vibration(drifting, length, RATE_HZ, 0.3);
    const { timesS, revolutions, usedSegments, segments } = trackSpeed(samples, RATE_HZ, 25) as TrackedShaftAngle;
    expect(usedSegments).toBe(segments);
    expect([timesS[0], timesS.at(-1)]).toEqual([0, (length - 1) / RATE_HZ]);
    const offsets = [...timesS].map((t, i) => (revolutions[i] as number) - revolutionsAt(drifting, t)).slice(1, -1);
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(0.02);
  });

  test("by it, orders that had smeared stand on their lines", () => {
    const samples = vibration(drifting, length, RATE_HZ, 0.3);
    const angle = trackSpeed(samples, RATE_HZ, 25) as TrackedShaftAngle;
    const { amplitude, revolutions } = orderSpectrum(angularResample(samples, RATE_HZ, angle, 128) as AngularWaveform) as OrderSpectrum;
    for (const [order, level] of [
      [1, 1],
      [2, 0.5],
      [5, 0.3],
      [12, 0.3],
    ] as const)
      expectClose(amplitude[order * revolutions] as number, level, 0.05);
  });

  test("a steady shaft is followed beside a bearing's line that is stronger than its harmonics", () => {
    const samples = sum(vibration(steady(25.2), length, RATE_HZ, 0.5), sine(length, RATE_HZ, 4.94 * 25.2, 4));
    const { timesS, revolutions } = trackSpeed(samples, RATE_HZ, 25) as TrackedShaftAngle;
    const offsets = [...timesS].map((t, i) => (revolutions[i] as number) - 25.2 * t).slice(1, -1);
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(0.02);
  });

  test("a record without a speed, or of fewer than three segments, is insufficient data", () => {
    expect(trackSpeed(noise(length, 1), RATE_HZ, 25)).toHaveProperty("insufficientData");
    expect(trackSpeed(noise(RATE_HZ, 1), RATE_HZ, 25)).toHaveProperty("insufficientData");
    expect(trackSpeed(new Float32Array(length).fill(2), RATE_HZ, 25)).toHaveProperty("insufficientData");
  });

  test("a segment that is too short is refused by name", () => {
    expect(() => trackSpeed(noise(length, 1), RATE_HZ, 25, { segmentRevolutions: 8 })).toThrow("segmentRevolutions is 8");
  });
});
