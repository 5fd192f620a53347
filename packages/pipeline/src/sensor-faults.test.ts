import { describe, expect, test } from "@jest/globals";
import type { Quantity, SensorFaultKind, Unit } from "@phm/domain";
import { timeStatistics } from "@phm/dsp";
import fc from "fast-check";
import { sensorFaults } from "./sensor-faults.js";

const RATE_HZ = 25_600;

function faultsOf(samples: Float32Array, quantity: Quantity = "acceleration", unit: Unit = "g") {
  return sensorFaults({ samples, quantity, unit, sampleRateHz: RATE_HZ }, timeStatistics(samples));
}

function kindsOf(samples: Float32Array, quantity?: Quantity, unit?: Unit): SensorFaultKind[] {
  return faultsOf(samples, quantity, unit).map(({ kind }) => kind);
}

/** Sum of twelve uniform values: Gaussian enough, standard deviation 1, seeded. */
function vibration(length: number, seed = 1): Float32Array {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length }, () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6));
}

function sine(length: number, frequencyHz: number, amplitude: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / RATE_HZ));
}

function clip(samples: Float32Array, limit: number): Float32Array {
  return samples.map((value) => Math.max(-limit, Math.min(limit, value)));
}

function quantise(samples: Float32Array, step: number): Float32Array {
  return samples.map((value) => step * Math.round(value / step));
}

describe("a sound waveform raises nothing", () => {
  test.each([
    ["vibration", vibration(2560)],
    ["vibration on 30 steps", quantise(vibration(25_600), 0.2)],
    ["a pure sine", sine(25_600, 50, 10)],
    ["a sine of 200 steps", quantise(sine(25_600, 50, 10), 0.1)],
    ["a sine of 20 steps", quantise(sine(25_600, 50, 10), 1)],
    ["impacts of equal height", sine(25_600, 3000, 5).map((value, i) => value * Math.exp(-(i % 256) / 20))],
    ["a sine that the sampling is locked to", sine(25_600, 1280, 5)],
    ["a locked sine between its crests", Float32Array.from({ length: 1000 }, (_, i) => Math.cos((2 * Math.PI * (i + 0.5)) / 20))],
    ["rest with a small offset", vibration(2560).map((value) => 0.001 * value + 0.05)],
    ["gravity on a DC-coupled sensor", vibration(2560).map((value) => 0.05 * value + 1)],
    ["too few samples to judge", new Float32Array(31)],
  ])("%s", (_, samples) => expect(faultsOf(samples)).toEqual([]));

  test("a sine of any supply frequency, size and resolution", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 400 }),
        fc.integer({ min: 1, max: 16_000 }),
        fc.integer({ min: 2560, max: 25_600 }),
        (frequencyHz, steps, length) => expect(faultsOf(quantise(sine(length, frequencyHz, steps), 1), "current", "raw")).toEqual([]),
      ),
      { numRuns: 100 },
    );
  });
});

describe("clipping", () => {
  test("a sine clipped at 0.9 is reported with its share of clipped samples", () => {
    const [fault, ...others] = faultsOf(clip(sine(25_600, 50, 1), 0.9));
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ kind: "clipping", limit: 0.002 });
    expect(fault?.value).toBeCloseTo((2 * Math.acos(0.9)) / Math.PI, 2);
  });

  test("vibration that reaches the converter's end is reported, on one rail too", () => {
    expect(kindsOf(clip(vibration(25_600), 2))).toEqual(["clipping"]);
    expect(kindsOf(vibration(25_600).map((value) => Math.min(2, value)))).toEqual(["clipping"]);
  });

  test("five samples at a rail are no pile-up, six are", () => {
    const samples = vibration(1000);
    for (let i = 0; i < 5; i++) samples[100 * i] = 8;
    expect(faultsOf(samples)).toEqual([]);
    samples[700] = 8;
    expect(kindsOf(samples)).toEqual(["clipping"]);
  });

  test("a tachometer's pulses rest at their rails by nature", () => {
    const pulses = sine(25_600, 50, 1).map((value, i) => (value > 0.9 ? 5 : 0) + 1e-4 * (i % 7));
    expect(kindsOf(pulses, "tachometer", "V")).toEqual([]);
  });
});

describe("flat line", () => {
  test.each([
    ["all zero", 0, 0],
    ["a stuck value", 3, 0],
    ["the rounding of a stuck value", 3, 1e-6],
  ])("%s is reported, and nothing else", (_, level, ripple) => {
    const samples = Float32Array.from({ length: 2560 }, (_unused, i) => level + ripple * (i % 2));
    expect(faultsOf(samples)).toEqual([{ kind: "flat_line", value: expect.any(Number), limit: 1e-6 }]);
  });
});

describe("dropout", () => {
  test("a gap of equal samples over 1 % of the record is reported with its length", () => {
    const samples = vibration(10_000);
    expect(faultsOf(samples.map((value, i) => (i >= 500 && i < 600 ? 0 : value)))).toEqual([]);
    const gap = samples.map((value, i) => (i >= 500 && i < 601 ? 0 : value));
    expect(faultsOf(gap)).toEqual([{ kind: "dropout", value: 101, limit: 100 }]);
  });

  test("a gap at the end of the record counts", () => {
    expect(kindsOf(vibration(2560).fill(0.1, 2500))).toEqual(["dropout"]);
  });

  test.each([
    [640, 32],
    [256_000, 256],
  ])("on %d samples the limit is %d", (length, limit) => {
    expect(faultsOf(vibration(length).fill(0.1, 0, limit + 1))).toEqual([{ kind: "dropout", value: limit + 1, limit }]);
  });
});

describe("DC drift", () => {
  test("an offset over 5 times the r.m.s. and over 1.5 g is reported", () => {
    expect(kindsOf(vibration(2560).map((value) => value + 6))).toEqual(["dc_drift"]);
    expect(kindsOf(vibration(2560).map((value) => value + 4))).toEqual([]);
  });

  test("on raw values the ratio alone decides, with a limit of 10", () => {
    const offset = (times: number) => vibration(2560).map((value) => 1e-6 * (value + times));
    expect(kindsOf(offset(9), "acceleration", "raw")).toEqual([]);
    expect(kindsOf(offset(-11), "acceleration", "raw")).toEqual(["dc_drift"]);
  });

  test("the gap voltage of a proximity probe is no drift", () => {
    expect(kindsOf(vibration(2560).map((value) => value + 1000))).toEqual(["dc_drift", "implausible_level"]);
    expect(
      kindsOf(
        vibration(2560).map((value) => value + 1000),
        "displacement",
        "um",
      ),
    ).toEqual([]);
  });
});

describe("implausible level", () => {
  test.each([
    ["acceleration", "g", 500],
    ["acceleration", "m/s2", 5000],
    ["velocity", "mm/s", 1000],
    ["displacement", "um", 10_000],
    ["current", "A", 10_000],
    ["voltage", "V", 20_000],
  ] as const)("%s in %s beyond %d", (quantity, unit, limit) => {
    expect(kindsOf(sine(25_600, 60, 0.99 * limit), quantity, unit)).toEqual([]);
    const [fault] = faultsOf(sine(25_600, 60, 1.01 * limit), quantity, unit);
    expect(fault).toMatchObject({ kind: "implausible_level", limit });
    expect(fault?.value).toBeGreaterThan(limit);
  });

  test("raw values have no scale to be implausible on", () => {
    expect(kindsOf(sine(25_600, 60, 1e6), "acceleration", "raw")).toEqual([]);
  });
});
