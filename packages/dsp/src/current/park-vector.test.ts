import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { threePhases } from "../../test/motor-currents.js";
import { expectClose } from "../../test/signals.js";
import { parkAxisRatio, parkModulus, parkModulusSpectrum, parkTwiceSupplyRatio, parkVector } from "./park-vector.js";

const RATE_HZ = 5000;

/** A positive and a negative sequence of the given amplitudes at 50 Hz. */
function sequences(positive: number, negative: number, negativeDeg = 0) {
  const rad = Math.PI / 180;
  const phases = [0, -120, 120].map((shiftDeg): [number, number] => {
    const back = (negativeDeg - shiftDeg) * rad;
    const re = positive * Math.cos(shiftDeg * rad) + negative * Math.cos(back);
    const im = positive * Math.sin(shiftDeg * rad) + negative * Math.sin(back);
    return [Math.hypot(re, im), Math.atan2(im, re) / rad];
  });
  return threePhases(5000, RATE_HZ, 50, phases);
}

describe("Park's vector", () => {
  test("turns on a circle of √(3/2) times the amplitude in a balanced system", () => {
    for (const length of parkModulus(parkVector(sequences(10, 0)))) expectClose(length, 10 * Math.sqrt(1.5), 1e-5);
  });

  test("does not see what is in phase in all three currents", () => {
    const { a, b, c } = sequences(10, 2);
    const lifted = parkVector({ a: a.map((x) => x + 3), b: b.map((x) => x + 3), c: c.map((x) => x + 3) });
    const { d, q } = parkVector({ a, b, c });
    for (const [i, value] of d.entries()) expectClose(lifted.d[i]!, value, 1e-5, 10);
    for (const [i, value] of q.entries()) expectClose(lifted.q[i]!, value, 1e-5, 10);
  });

  test("two currents give the same vector as three with a sum of zero", () => {
    const { a, b, c } = sequences(10, 2);
    const [all, derived] = [parkVector({ a, b, c }), parkVector({ a, b })];
    for (const [i, value] of all.q.entries()) expectClose(derived.q[i]!, value, 1e-5, 10);
  });

  test("axis ratio is (I1 - I2)/(I1 + I2), whatever the angle", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), (negative, angleDeg) => {
        expectClose(parkAxisRatio(parkVector(sequences(10, negative, angleDeg))) as number, (10 - negative) / (10 + negative), 1e-4);
      }),
      { numRuns: 50 },
    );
  });

  test("an unbalance shows in the modulus at twice the supply, as |I2/I1| of its mean", () => {
    const modulus = parkModulus(parkVector(sequences(10, 0.5)));
    const { amplitude, resolutionHz } = parkModulusSpectrum(modulus, RATE_HZ);
    expect(resolutionHz).toBe(1);
    expect(amplitude.indexOf(Math.max(...amplitude))).toBe(100);
    expectClose(amplitude[100]!, 0.5 * Math.sqrt(1.5), 1e-3);
    expectClose(parkTwiceSupplyRatio(modulus, RATE_HZ, 50) as number, 0.05, 1e-3);
  });

  test("currents that are absent are insufficient data", () => {
    const silent = parkVector(sequences(0, 0));
    expect(parkAxisRatio(silent)).toHaveProperty("insufficientData");
    expect(parkTwiceSupplyRatio(parkModulus(silent), RATE_HZ, 50)).toHaveProperty("insufficientData");
    expect(parkTwiceSupplyRatio(parkModulus(parkVector(sequences(1, 0))), RATE_HZ, 1300)).toHaveProperty("insufficientData");
  });

  test.each([
    ["an empty channel", new Float32Array(0), new Float32Array(0), "samples.length is 0"],
    ["channels of different length", new Float32Array(8), new Float32Array(9), "b.length is 9"],
    ["a NaN", new Float32Array(8), new Float32Array(8).fill(Number.NaN), "samples[0] is NaN"],
  ])("%s is refused by name", (_, a, b, message) => {
    expect(() => parkVector({ a, b })).toThrow(message);
  });
});
