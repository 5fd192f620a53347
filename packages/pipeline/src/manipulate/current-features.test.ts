import { describe, expect, test } from "@jest/globals";
import { meanSquareSpectrum } from "@phm/dsp";
import { currentFeatures, type MotorFacts } from "./current-features.js";
import { FeatureValues } from "./feature-values.js";

const RATE_HZ = 1600;
const FOUR_POLE: MotorFacts = { supplyHz: 50, polePairs: 2, speedRpm: 1470 };

/** A current of 10 A with sidebands of broken bars at -40 and -46 dB and rotor lines at -50 and -54 dB, for a slip of 0.02. */
function featuresOf(seconds: number, motor: MotorFacts): Readonly<Record<string, number>> {
  const lines = [
    [10, 50],
    [0.1, 48],
    [0.05, 52],
    [10 * 10 ** (-50 / 20), 25.5],
    [10 * 10 ** (-54 / 20), 74.5],
  ] as const;
  const samples = Float32Array.from({ length: seconds * RATE_HZ }, (_, i) =>
    lines.reduce(
      (sum, [amplitude, frequencyHz]) => sum + amplitude * Math.cos((2 * Math.PI * frequencyHz * i) / RATE_HZ),
      1e-4 * Math.sin(i * i),
    ),
  );
  const values = new FeatureValues();
  currentFeatures(meanSquareSpectrum(samples, RATE_HZ), motor, values);
  return values.record;
}

describe("features of a motor current", () => {
  test("with speed and pole pairs: slip, rotor bars and eccentricity at their levels", () => {
    const values = featuresOf(20, FOUR_POLE);
    expect(values.slipRatio).toBeCloseTo(0.02, 5);
    expect(values.rotorBarLowerDb).toBeCloseTo(-40, 1);
    expect(values.rotorBarUpperDb).toBeCloseTo(-46, 1);
    expect(values.rotorBarAboveFloorDb).toBeGreaterThan(20);
    expect(values.eccentricityLowerDb).toBeCloseTo(-50, 1);
    expect(values.eccentricityUpperDb).toBeCloseTo(-54, 1);
  });

  test("a short record keeps slip and eccentricity and leaves out the sidebands it cannot resolve", () => {
    const values = featuresOf(2, FOUR_POLE);
    expect(Object.keys(values).sort()).toEqual(
      ["fundamentalHz", "fundamentalRms", "thd", "slipRatio", "eccentricityLowerDb", "eccentricityUpperDb"].sort(),
    );
  });

  test.each<[string, MotorFacts]>([
    ["pole pairs that nobody stated", { ...FOUR_POLE, polePairs: undefined }],
    ["a speed that was not measured", { ...FOUR_POLE, speedRpm: undefined }],
    ["the synchronous speed", { ...FOUR_POLE, speedRpm: 1500 }],
    ["the speed of another shaft", { ...FOUR_POLE, speedRpm: 300 }],
    ["standstill", { ...FOUR_POLE, speedRpm: 0 }],
  ])("%s leaves out what needs the slip", (_, motor) => {
    expect(Object.keys(featuresOf(20, motor)).sort()).toEqual(["fundamentalHz", "fundamentalRms", "thd"]);
  });

  test("a sampling that does not reach the supply has none", () => {
    const values = new FeatureValues();
    currentFeatures(
      meanSquareSpectrum(
        Float32Array.from({ length: 64 }, (_, i) => Math.sin(i)),
        8,
      ),
      FOUR_POLE,
      values,
    );
    expect(values.record).toEqual({});
  });
});
