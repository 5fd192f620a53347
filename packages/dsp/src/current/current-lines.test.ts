import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { bearingCurrentLines, type CurrentLine, eccentricityLines, rotorBarLines, slotHarmonicLines } from "./current-lines.js";

const MOTOR = { fundamentalHz: 50, slipRatio: 0.02, polePairs: 2 };

function frequencies(lines: readonly CurrentLine[]): number[] {
  return lines.map(({ frequencyHz }) => Number(frequencyHz.toFixed(6)));
}

describe("where faults show in a stator current", () => {
  test("broken bars at (1 ± 2ks)f", () => {
    expect(frequencies(rotorBarLines(MOTOR, 2))).toEqual([48, 52, 46, 54]);
  });

  test("eccentricity at f(1 ± k(1 - s)/p)", () => {
    expect(frequencies(eccentricityLines(MOTOR, 2))).toEqual([25.5, 74.5, 1, 99]);
  });

  test("principal slot harmonics at ((R ± d)(1 - s)/p ± 1)f", () => {
    const lines = slotHarmonicLines({ ...MOTOR, rotorBars: 28 });
    expect(lines.filter(({ kind }) => kind === "static_slot").map(({ frequencyHz }) => frequencyHz)).toEqual([636, 736]);
    expect(frequencies(lines.filter(({ kind }) => kind === "dynamic_slot"))).toEqual([611.5, 711.5, 660.5, 760.5]);
  });

  test("bearing lines at |f ± k·fc|, mirrored at 0 Hz", () => {
    expect(frequencies(bearingCurrentLines(50, 88, 2))).toEqual([38, 138, 126, 226]);
  });

  test("orders and sides are named, and the sides lie evenly about the fundamental until the lower one is mirrored", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 100, noNaN: true }),
        fc.double({ min: 0.001, max: 0.09, noNaN: true }),
        (fundamentalHz, slipRatio) => {
          const lines = rotorBarLines({ fundamentalHz, slipRatio }, 5);
          expect(lines.map(({ order, side }) => [order, side])).toEqual(
            [1, 2, 3, 4, 5].flatMap((k) => [
              [k, "lower"],
              [k, "upper"],
            ]),
          );
          for (let k = 0; k < 5; k++) {
            expect((lines[2 * k]!.frequencyHz + lines[2 * k + 1]!.frequencyHz) / 2).toBeCloseTo(fundamentalHz, 9);
          }
        },
      ),
    );
  });

  test.each([
    ["a slip of 0", () => rotorBarLines({ fundamentalHz: 50, slipRatio: 0 }), "slipRatio is 0"],
    ["standstill", () => eccentricityLines({ ...MOTOR, slipRatio: 1 }), "slipRatio is 1"],
    ["half a pole pair", () => eccentricityLines({ ...MOTOR, polePairs: 0.5 }), "polePairs is 0.5"],
    ["no supply", () => bearingCurrentLines(0, 88), "fundamentalHz is 0"],
    ["no bearing frequency", () => bearingCurrentLines(50, Number.NaN), "characteristicHz is NaN"],
    ["no order", () => rotorBarLines(MOTOR, 0), "maxOrder is 0"],
    ["one bar", () => slotHarmonicLines({ ...MOTOR, rotorBars: 1 }), "rotorBars is 1"],
  ])("%s is refused by name", (_, act, message) => {
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});
