import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { ORDERS, type Rotation, revolutionsAt, steady, trueAngle, vibration, vibrationAt } from "../../test/rotation.js";
import { expectClose, noise } from "../../test/signals.js";
import { timeStatistics } from "../statistics/time-statistics.js";
import { type AngularWaveform, angularResample } from "./angular-resample.js";
import { monotoneSlopes, writeMonotoneCubic } from "./monotone-cubic.js";
import { type OrderSpectrum, orderSpectrum } from "./order-spectrum.js";
import { type SynchronousAverage, timeSynchronousAverage } from "./time-synchronous-average.js";

const RATE_HZ = 12_800;
const RAMP: Rotation = { speedHz: 20, slopeHzPerS: 12, swingHz: 0.5, swingRateHz: 0.7 };

function angular(rotation: Rotation, length: number, samplesPerRevolution: number, noiseAmplitude = 0): AngularWaveform {
  const samples = vibration(rotation, length, RATE_HZ, noiseAmplitude);
  const result = angularResample(samples, RATE_HZ, trueAngle(rotation, length, RATE_HZ, 400), samplesPerRevolution);
  if ("insufficientData" in result) throw new Error(result.insufficientData);
  return result;
}

/** A tone of fixed frequency, seen by angle. */
function toneAt(frequencyHz: number, speedHz: number, samplesPerRevolution: number): Float32Array {
  const samples = Float32Array.from({ length: RATE_HZ }, (_, i) => Math.sin((2 * Math.PI * frequencyHz * i) / RATE_HZ));
  const angle = trueAngle(steady(speedHz), RATE_HZ, RATE_HZ, 50);
  return (angularResample(samples, RATE_HZ, angle, samplesPerRevolution) as AngularWaveform).samples;
}

describe("monotone cubic", () => {
  test("goes through its points and never turns back between them", () => {
    const points = fc.array(fc.tuple(fc.double({ min: 0.01, max: 10, noNaN: true }), fc.double({ min: 0.01, max: 10, noNaN: true })), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(points, (steps) => {
        let [x, y] = [0, 0];
        const xs = Float64Array.from(steps, ([dx]) => (x += dx));
        const ys = Float64Array.from(steps, ([, dy]) => (y += dy));
        const span = (xs.at(-1) as number) - (xs[0] as number);
        const result = new Float64Array(201);
        writeMonotoneCubic(xs, ys, xs[0] as number, span / 200, result);
        expectClose(result[0] as number, ys[0] as number, 1e-9);
        expectClose(result[200] as number, ys.at(-1) as number, 1e-9);
        for (let i = 1; i < result.length; i++) expect(result[i] as number).toBeGreaterThanOrEqual((result[i - 1] as number) - 1e-9);
      }),
    );
  });

  test("a straight line stays one", () => {
    expect([...monotoneSlopes(Float64Array.of(0, 1, 3, 7), Float64Array.of(1, 3, 7, 15))]).toEqual([2, 2, 2, 2]);
  });
});

describe("angular resampling", () => {
  test("of a machine that runs up it gives the vibration at each angle", () => {
    const { samples, samplesPerRevolution } = angular(RAMP, 2 * RATE_HZ, 128);
    expect(samples.length).toBe(Math.floor(128 * revolutionsAt(RAMP, (2 * RATE_HZ - 1) / RATE_HZ)));
    for (let i = 128; i < samples.length - 128; i += 3) expectClose(samples[i] as number, vibrationAt(i / samplesPerRevolution), 1e-3, 1);
  });

  test("orders up to 0.4 × samples per revolution pass to 1e-4, orders above 0.5 × do not fold back: -80 dB", () => {
    fc.assert(
      fc.property(fc.double({ min: 10, max: 50, noNaN: true }), fc.constantFrom(32, 50, 64), (speedHz, samplesPerRevolution) => {
        const nyquistHz = (samplesPerRevolution * speedHz) / 2;
        const inside = toneAt(0.8 * nyquistHz, speedHz, samplesPerRevolution);
        const reach = 60;
        for (let i = reach; i < inside.length - reach; i++) {
          expectClose(inside[i] as number, Math.sin((2 * Math.PI * 0.8 * nyquistHz * i) / (samplesPerRevolution * speedHz)), 2e-4, 1);
        }
        const above = toneAt(1.01 * nyquistHz, speedHz, samplesPerRevolution);
        expect(timeStatistics(above.subarray(reach, -reach)).peak).toBeLessThan(1.5e-4);
      }),
      { numRuns: 6 },
    );
  });

  test("a constant stays what it is, to the ends", () => {
    const result = angularResample(
      new Float32Array(RATE_HZ).fill(5),
      RATE_HZ,
      trueAngle(RAMP, RATE_HZ, RATE_HZ, 30),
      100,
    ) as AngularWaveform;
    for (const value of result.samples) expectClose(value, 5, 1e-6);
  });

  test("less than a revolution, or a record shorter than the filter, is insufficient data", () => {
    expect(angularResample(noise(1280, 1), RATE_HZ, trueAngle(steady(5), 1280, RATE_HZ, 9), 64)).toHaveProperty("insufficientData");
    const fast = { timesS: Float64Array.of(0, 0.003), revolutions: Float64Array.of(0, 3) };
    expect(angularResample(noise(40, 1), RATE_HZ, fast, 4)).toHaveProperty("insufficientData");
  });

  test.each([
    [[1], RATE_HZ, 64, [0, 1], "samples.length is 1"],
    [[1, Number.NaN], RATE_HZ, 64, [0, 1], "samples[1] is NaN"],
    [[1, 2], -1, 64, [0, 1], "sampleRateHz is -1"],
    [[1, 2], 1, 3, [0, 1], "samplesPerRevolution is 3"],
    [[1, 2], 1, 64.5, [0, 1], "samplesPerRevolution is 64.5"],
    [[1, 2], 1, 64, [0, 1.5], "shaftAngle.timesS[1] is 1.5"],
    [[1, 2], 1, 64, [-1, 1], "shaftAngle.timesS[0] is -1"],
    [[1, 2], 1, 64, [1, 1], "shaftAngle.timesS[1] is 1"],
    [[1, 2], 1, 65_536, [0, 1], "samplesPerRevolution is 65536"],
  ])("%p at %p Hz, %p per revolution, times %p is refused by name", (values, rateHz, samplesPerRevolution, times, message) => {
    const angle = { timesS: Float64Array.from(times), revolutions: Float64Array.of(0, 100) };
    const act = () => angularResample(Float32Array.from(values), rateHz, angle, samplesPerRevolution);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});

describe("order spectrum", () => {
  test("shows each order at its amplitude although the speed doubles", () => {
    const { amplitude, resolutionOrders, revolutions } = orderSpectrum(angular(RAMP, 2 * RATE_HZ, 128)) as OrderSpectrum;
    expectClose(resolutionOrders * revolutions, 1, 1e-12);
    for (const [order, level] of ORDERS) {
      const line = order / resolutionOrders;
      // An order between two lines loses at most 1.42 dB in a Hann window.
      const isOnLine = Number.isInteger(order);
      const shown = Math.max(amplitude[Math.floor(line)] as number, amplitude[Math.ceil(line)] as number);
      expectClose(shown, level, isOnLine ? 2e-3 : 0.16);
    }
  });

  test("fewer than 4 revolutions are insufficient data", () => {
    const waveform = { samplesPerRevolution: 64, samples: noise(255, 1), meanSpeedHz: 10 };
    expect(orderSpectrum(waveform)).toHaveProperty("insufficientData");
    expect(orderSpectrum({ ...waveform, samples: noise(256, 1) })).toHaveProperty("revolutions", 4);
    expect(() => orderSpectrum({ ...waveform, samples: new Float32Array(256).fill(Number.NaN) })).toThrow("samples[0] is NaN");
  });
});

describe("time-synchronous average", () => {
  const waveforms = fc.tuple(
    fc.integer({ min: 4, max: 40 }),
    fc.integer({ min: 2, max: 30 }),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 1, max: 1e6 }),
  );

  test("average and residual share out the mean square, and the residual's average is 0", () => {
    fc.assert(
      fc.property(waveforms, ([samplesPerRevolution, periods, rest, seed]) => {
        const samples = noise(samplesPerRevolution * periods + rest, seed);
        const result = timeSynchronousAverage({ samplesPerRevolution, samples, meanSpeedHz: 1 }) as SynchronousAverage;
        expect(result.periods).toBe(periods);
        const power = (values: Float32Array) => values.reduce((total, value) => total + value * value, 0) / values.length;
        const whole = power(samples.subarray(0, samplesPerRevolution * periods));
        expectClose(power(result.average) + power(result.residual), whole, 1e-6);
        expectClose(result.synchronousRatio as number, power(result.average) / whole, 1e-6);
        const again = timeSynchronousAverage({ samplesPerRevolution, samples: result.residual, meanSpeedHz: 1 }) as SynchronousAverage;
        for (const value of again.average) expectClose(value, 0, 1e-6, 1);
      }),
    );
  });

  test("keeps whole orders, and leaves order 7.3 and the noise to the residual", () => {
    const { average, residual, periods } = timeSynchronousAverage(angular(steady(50), 4 * RATE_HZ, 128, 0.3)) as SynchronousAverage;
    expect(periods).toBe(199);
    const synchronous = (revolutions: number) => vibrationAt(revolutions) - 0.4 * Math.cos(2 * Math.PI * (7.3 * revolutions + 0.6));
    for (let i = 0; i < 128; i++) expectClose(average[i] as number, synchronous(i / 128), 0.05, 1);
    // 0.4 / sqrt 2 of the order; of the uniform noise (0.3 / sqrt 3 up to 6400 Hz) what lies below the cut-off at 0.9 × 64 × 50 Hz.
    expectClose(timeStatistics(residual).rms, Math.hypot(0.4 / Math.SQRT2, (0.3 / Math.sqrt(3)) * Math.sqrt(0.45)), 0.02);
  });

  test("over two revolutions half orders repeat too", () => {
    const samples = Float32Array.from({ length: 640 }, (_, i) => Math.sin((2 * Math.PI * 1.5 * i) / 64));
    const waveform = { samplesPerRevolution: 64, samples, meanSpeedHz: 1 };
    expectClose((timeSynchronousAverage(waveform, 2) as SynchronousAverage).synchronousRatio as number, 1, 1e-6);
    expectClose((timeSynchronousAverage(waveform, 1) as SynchronousAverage).synchronousRatio as number, 0, 1e-6, 1);
  });

  test("silence has no ratio; fewer than 2 periods are insufficient data; a period of no revolution is refused", () => {
    const silent = { samplesPerRevolution: 10, samples: new Float32Array(30), meanSpeedHz: 1 };
    expect(timeSynchronousAverage(silent)).not.toHaveProperty("synchronousRatio");
    expect(timeSynchronousAverage({ ...silent, samples: noise(19, 1) })).toHaveProperty("insufficientData");
    expect(() => timeSynchronousAverage(silent, 0)).toThrow("revolutionsPerPeriod is 0");
    expect(() => timeSynchronousAverage({ ...silent, samples: new Float32Array(0) })).toThrow("samples.length is 0");
  });
});
