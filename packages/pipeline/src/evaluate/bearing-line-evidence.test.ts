import { describe, expect, test } from "@jest/globals";
import { type Acquisition, acquisitionId, assetRef, parseTimeNs, pointId } from "@phm/domain";
import { bearingLineRecord } from "./bearing-line-evidence.js";
import { shaftLineAmplitude } from "./shaft-line-evidence.js";

const RATE_HZ = 12_000;
const SAMPLES = 24_000;
const ORDERS = { bpfo: 3.58, bpfi: 5.42, bsf: 2.36, ftf: 0.398 };
const SPEED_RPM = 1800;

function acquisition(...signals: ((seconds: number, index: number) => number)[]): Acquisition {
  const channels = signals.map((signal, channel) => {
    const samples = Float32Array.from({ length: SAMPLES }, (_, i) => signal(i / RATE_HZ, i));
    const data = new Uint8Array(samples.buffer);
    return { point: pointId(`p${channel}`), quantity: "acceleration", unit: "g", encoding: "f32le", scale: 1, data } as const;
  });
  return {
    ref: assetRef("acme", "plant-1", "rig-1"),
    id: acquisitionId("000001"),
    timeBase: "recorded",
    startTimeNs: parseTimeNs("2026-01-31T06:00:00Z"),
    sampleRateHz: RATE_HZ,
    samples: SAMPLES,
    channels,
  };
}

/** Without order in time, between -1 and 1. */
const hiss = (_: number, index: number) => 2 * (Math.abs(Math.sin(index * 12.9898) * 43758.5453) % 1) - 1;

/** A resonance at 3 kHz that rings at each strike, in hiss. */
function struck(strikesPerTurn: number) {
  const strikeHz = (strikesPerTurn * SPEED_RPM) / 60;
  return (seconds: number, index: number) => {
    const since = (seconds * strikeHz) % 1;
    return 3 * Math.exp((-since / strikeHz) * 900) * Math.sin(2 * Math.PI * 3000 * seconds) + 0.3 * hiss(seconds, index);
  };
}

describe("bearing lines in a labelled record", () => {
  const search = { orders: ORDERS, speedRpm: SPEED_RPM };

  test.each([
    ["outer_race", 3.58],
    ["inner_race", 5.42],
    ["ball", 4.72],
  ] as const)("a damaged %s stands above every unrelated order", (part, order) => {
    const found = bearingLineRecord(acquisition(struck(order)), [0], part, search);
    expect(found?.order).toBeCloseTo(order, 9);
    expect(found?.heightDb).toBeGreaterThan(20);
    expect(found?.aboveDecoysShare).toBe(1);
  });

  test("a part that is sound does not stand out beside one that is damaged", () => {
    expect(bearingLineRecord(acquisition(struck(3.58)), [0], "inner_race", search)?.aboveDecoysShare).toBeLessThan(0.95);
  });

  test("hiss alone shows no line", () => {
    expect(bearingLineRecord(acquisition(hiss), [0], "outer_race", search)?.heightDb).toBeLessThan(12);
  });

  test("the channel where the line is highest counts", () => {
    const two = acquisition(hiss, struck(3.58));
    const alone = bearingLineRecord(two, [1], "outer_race", search);
    expect(bearingLineRecord(two, [0, 1], "outer_race", search)?.heightDb).toBe(alone?.heightDb);
  });

  test("a speed that is 5 % off is found with the tolerance for it", () => {
    const off = { ...search, speedRpm: SPEED_RPM / 1.05 };
    const record = acquisition(struck(3.58));
    expect(bearingLineRecord(record, [0], "outer_race", off)?.heightDb).toBeLessThan(15);
    expect(bearingLineRecord(record, [0], "outer_race", { ...off, toleranceRatio: 0.08 })?.heightDb).toBeGreaterThan(20);
  });

  test("a sampling without demodulation band, and a channel that is not there, have none", () => {
    expect(bearingLineRecord({ ...acquisition(hiss), sampleRateHz: 5000 }, [0], "outer_race", search)).toBeUndefined();
    expect(bearingLineRecord(acquisition(hiss), [7], "outer_race", search)).toBeUndefined();
  });

  test("a speed of 0 is refused by name", () => {
    expect(() => bearingLineRecord(acquisition(hiss), [0], "ball", { ...search, speedRpm: 0 })).toThrow("speedRpm is 0");
    expect(() => shaftLineAmplitude(acquisition(hiss), 0)).toThrow("speedRpm is 0");
  });
});

describe("the line at shaft speed", () => {
  test("is the root sum of squares of the channels' amplitudes, also where the speed is 1 % off", () => {
    const turning = (amplitude: number) => (seconds: number) => 5 + amplitude * Math.cos(2 * Math.PI * 30 * seconds);
    expect(shaftLineAmplitude(acquisition(turning(3), turning(4)), SPEED_RPM)).toBeCloseTo(5, 4);
    expect(shaftLineAmplitude(acquisition(turning(3), turning(4)), SPEED_RPM * 1.01)).toBeCloseTo(5, 4);
  });
});
