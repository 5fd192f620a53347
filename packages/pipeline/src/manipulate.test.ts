import { describe, expect, test } from "@jest/globals";
import {
  type Acquisition,
  type AcquisitionChannel,
  type AssetConfig,
  acquisitionId,
  assetRef,
  InvalidValue,
  parseTimeNs,
  pointId,
  type Quantity,
  type Unit,
} from "@phm/domain";
import fc from "fast-check";
import { createManipulator, FEATURE_SET } from "./manipulate.js";

const RATE_HZ = 25_600;
const REF = assetRef("acme", "plant-1", "pump-7");
const CONFIG: AssetConfig = { ref: REF, kind: "pump", component: "bearing", supplyHz: 50, points: [] };
const TIME_FEATURES = ["mean", "rms", "peak", "peakToPeak", "crest", "kurtosis", "skewness", "clearance", "impulse"];

function channel(samples: Float32Array, quantity: Quantity = "acceleration", unit: Unit = "g"): AcquisitionChannel {
  const data = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return { point: pointId(`${quantity}-1`), quantity, unit, encoding: "f32le", scale: 1, data };
}

function acquisition(channels: AcquisitionChannel[], samples: number, sampleRateHz = RATE_HZ): Acquisition {
  const startTimeNs = parseTimeNs("2026-01-31T06:00:00Z");
  return { ref: REF, id: acquisitionId("000001"), timeBase: "recorded", startTimeNs, sampleRateHz, samples, channels };
}

function featuresOf(samples: Float32Array, quantity?: Quantity, unit?: Unit, sampleRateHz?: number) {
  const vector = createManipulator().manipulate(acquisition([channel(samples, quantity, unit)], samples.length, sampleRateHz), CONFIG);
  return vector.channels[0]!;
}

function tones(length: number, rateHz: number, ...lines: [frequencyHz: number, amplitude: number][]): Float32Array {
  return Float32Array.from({ length }, (_, i) =>
    lines.reduce((total, [frequencyHz, amplitude]) => total + amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / rateHz), 0),
  );
}

function bandNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `bandRms_${400 * (i + 1)}_${400 * (i + 2)}Hz`);
}

describe("the feature vector", () => {
  test("carries over whose it is, when it was and under which definitions", () => {
    const one = tones(2560, RATE_HZ, [100, 1]);
    const input = { ...acquisition([channel(one), channel(one, "current", "A")], 2560), speedRpm: 1480, loadN: 4000 };
    const vector = createManipulator().manipulate(input, CONFIG);
    const { ref, id, timeBase, startTimeNs, speedRpm, loadN } = input;
    expect(vector).toMatchObject({ ref, acquisition: id, timeBase, startTimeNs, speedRpm, loadN, featureSet: FEATURE_SET });
    expect(vector.channels.map(({ quantity, unit }) => [quantity, unit])).toEqual([
      ["acceleration", "g"],
      ["current", "A"],
    ]);
  });

  test("has no speed or load where the acquisition states none", () => {
    const vector = createManipulator().manipulate(acquisition([], 1), CONFIG);
    expect(Object.keys(vector)).not.toEqual(expect.arrayContaining(["speedRpm"]));
    expect(Object.keys(vector)).not.toEqual(expect.arrayContaining(["loadN"]));
  });

  test("is the same to the bit whatever lengths came before", () => {
    const manipulator = createManipulator();
    const noisy = (length: number, seed: number) =>
      Float32Array.from({ length }, (_, i) => Math.sin(i * i * (0.1 + seed)) + Math.sin((i * 2 * Math.PI * 4000) / RATE_HZ));
    const subject = acquisition([channel(noisy(25_600, 1)), channel(noisy(25_600, 2), "current", "A")], 25_600);
    const first = manipulator.manipulate(subject, CONFIG);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), (length) => {
        manipulator.manipulate(acquisition([channel(noisy(length, length))], length), CONFIG);
      }),
      { numRuns: 40 },
    );
    expect(manipulator.manipulate(subject, CONFIG)).toEqual(first);
    expect(createManipulator().manipulate(subject, CONFIG)).toEqual(first);
  });

  test("never holds a number that is not finite, whatever the samples, rate and quantity", () => {
    const kinds = fc.constantFrom<[Quantity, Unit]>(["acceleration", "g"], ["velocity", "mm/s"], ["current", "A"], ["displacement", "um"]);
    const values = fc.float32Array({ minLength: 1, maxLength: 200, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(values, kinds, fc.constantFrom(0.5, 900, 8000, RATE_HZ), (samples, [quantity, unit], rateHz) => {
        const features = featuresOf(samples, quantity, unit, rateHz);
        expect(Object.values(features.values).every(Number.isFinite)).toBe(true);
        expect(features.spectra.every(({ amplitude }) => amplitude.every(Number.isFinite))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("acceleration", () => {
  test("has exactly the features of core-v2", () => {
    const { values } = featuresOf(tones(25_600, RATE_HZ, [100, 1]));
    expect(Object.keys(values).sort()).toEqual([...TIME_FEATURES, "velocityRmsMmPerS", ...bandNames(11), "envelopeRms"].sort());
  });

  test("gives velocity, band and envelope their closed-form values", () => {
    const { values } = featuresOf(tones(25_600, RATE_HZ, [100, 1], [3000, 0.5]));
    expect(values.velocityRmsMmPerS).toBeCloseTo(9806.65 / (2 * Math.PI * 100 * Math.SQRT2), 2);
    expect(values.bandRms_2800_3200Hz).toBeCloseTo(0.5 / Math.SQRT2, 5);
    expect(values.bandRms_400_800Hz).toBeCloseTo(0, 5);
    expect(values.envelopeRms).toBeCloseTo(0.5, 5);
  });

  test("shows the modulation of a carrier in its envelope spectrum, at the record's own resolution", () => {
    const samples = tones(25_600, RATE_HZ, [4000, 1]).map((value, i) => value * (1 + 0.4 * Math.cos((2 * Math.PI * 107 * i) / RATE_HZ)));
    const envelopeSpectrum = featuresOf(samples).spectra.find(({ kind }) => kind === "envelope");
    expect(envelopeSpectrum?.resolutionHz).toBe(1);
    expect(envelopeSpectrum?.amplitude).toHaveLength(1001);
    expect(envelopeSpectrum?.amplitude[107]).toBeCloseTo(0.4, 4);
  });

  test("keeps the envelope spectrum of a long record to 2000 lines", () => {
    const { spectra } = featuresOf(tones(256_000, RATE_HZ, [4000, 1]));
    expect(spectra.find(({ kind }) => kind === "envelope")?.amplitude.length).toBeLessThanOrEqual(2000);
  });

  test("publishes the direct spectrum up to 2000 Hz, and the whitened envelope of the whole band and of each fixed band", () => {
    const { spectra } = featuresOf(tones(25_600, RATE_HZ, [29.5, 1], [100, 0.25], [4000, 1]));
    const [direct] = spectra;
    expect(direct).toMatchObject({ kind: "direct", lowHz: 0, highHz: RATE_HZ / 2, resolutionHz: 1 });
    expect(direct?.amplitude).toHaveLength(2001);
    expect(direct?.amplitude[100]).toBeCloseTo(0.25, 4);
    expect(spectra.map(({ kind, lowHz }) => [kind, lowHz])).toEqual([
      ["direct", 0],
      ["envelope", 2000],
      ...[0, 500, 1500, 3000, 5500, 9500].map((lowHz) => ["whitened_envelope", lowHz]),
    ]);
  });

  test.each([
    [1, 25_600],
    [6, 12_000],
    [10, 48_000],
    [60, 20_000],
  ])("the spectra of %i s at %i Hz take no more room than the samples", (seconds, rateHz) => {
    const { spectra } = featuresOf(tones(seconds * rateHz, rateHz, [100, 1]), "acceleration", "g", rateHz);
    const bytes = spectra.reduce((sum, { amplitude }) => sum + amplitude.byteLength, 0);
    expect(bytes).toBeLessThan(2 * seconds * rateHz);
  });

  test("has no velocity in raw units, where no absolute figure means anything", () => {
    expect(featuresOf(tones(2560, RATE_HZ, [100, 1]), "acceleration", "raw").values).not.toHaveProperty("velocityRmsMmPerS");
  });

  test("leaves out what a slow sampling cannot carry", () => {
    const features = featuresOf(tones(2400, 2400, [100, 1]), "acceleration", "g", 2400);
    expect(Object.keys(features.values).sort()).toEqual([...TIME_FEATURES, "velocityRmsMmPerS", ...bandNames(2)].sort());
    expect(features.spectra.map(({ kind, highHz }) => [kind, highHz])).toEqual([
      ["direct", 1200],
      ["whitened_envelope", 1200],
    ]);
  });

  test("a constant has its mean and no ratios, and its sensor is at fault", () => {
    const { values, sensorFaults } = featuresOf(new Float32Array(2560).fill(2));
    expect(values).toMatchObject({ mean: 2, rms: 0, peakToPeak: 0 });
    expect(values).not.toHaveProperty("crest");
    expect(sensorFaults.map(({ kind }) => kind)).toEqual(["flat_line"]);
  });
});

describe("other quantities", () => {
  test("current has its fundamental and distortion", () => {
    const { values, spectra } = featuresOf(tones(25_600, RATE_HZ, [50, 10], [250, 1]), "current", "A");
    expect(Object.keys(values).sort()).toEqual([...TIME_FEATURES, "fundamentalHz", "fundamentalRms", "thd"].sort());
    expect(values.fundamentalHz).toBeCloseTo(50, 3);
    expect(values.fundamentalRms).toBeCloseTo(10 / Math.SQRT2, 3);
    expect(values.thd).toBeCloseTo(0.1, 4);
    expect(spectra).toEqual([]);
  });

  test("a velocity in mm/s is not integrated again", () => {
    const { values } = featuresOf(tones(25_600, RATE_HZ, [100, 3], [2000, 5]), "velocity", "mm/s");
    expect(values.velocityRmsMmPerS).toBeCloseTo(3 / Math.SQRT2, 4);
  });

  test.each([
    ["displacement", "um"],
    ["voltage", "V"],
    ["tachometer", "V"],
  ] as const)("%s has the time-domain set alone", (quantity, unit) => {
    expect(Object.keys(featuresOf(tones(2560, RATE_HZ, [100, 1]), quantity, unit).values).sort()).toEqual([...TIME_FEATURES].sort());
  });
});

describe("bad input is refused by name", () => {
  const manipulate = (input: Acquisition) => () => createManipulator().manipulate(input, CONFIG);

  test("a channel that holds another number of samples than stated", () => {
    const act = manipulate(acquisition([channel(new Float32Array(64)), channel(new Float32Array(63))], 64));
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow('channels[1].data is "252 bytes"; it must be 256 bytes for 64 samples');
  });

  test("no samples", () => {
    expect(manipulate(acquisition([channel(new Float32Array(0))], 0))).toThrow("channels[0].data");
  });

  test("a sample that is not finite", () => {
    expect(manipulate(acquisition([channel(Float32Array.of(0, Number.NaN))], 2))).toThrow("samples[1] is NaN");
  });

  test.each([0, -25_600, Number.NaN, Number.POSITIVE_INFINITY])("a sample rate of %p", (rateHz) => {
    expect(manipulate(acquisition([channel(new Float32Array(64))], 64, rateHz))).toThrow("sampleRateHz");
  });
});
