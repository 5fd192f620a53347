import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { tones } from "../../test/motor-currents.js";
import { expectClose } from "../../test/signals.js";
import { meanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { type CurrentFundamental, currentFundamental } from "./current-fundamental.js";
import { type CurrentLineLevel, currentLineLevels, type LineSearch } from "./current-line-levels.js";
import { type CurrentLine, eccentricityLines, rotorBarLines } from "./current-lines.js";

const RATE_HZ = 1000;
const MOTOR = { fundamentalHz: 50, slipRatio: 0.02, polePairs: 2 };

function spectrumOf(samples: Float32Array) {
  const spectrum = meanSquareSpectrum(samples, RATE_HZ);
  return { spectrum, fundamental: currentFundamental(spectrum, { lowHz: 40, highHz: 60 }) as CurrentFundamental };
}

function levelsOf(samples: Float32Array, lines: readonly CurrentLine[], search?: LineSearch): readonly CurrentLineLevel[] {
  const { spectrum, fundamental } = spectrumOf(samples);
  const levels = currentLineLevels(spectrum, fundamental, lines, search);
  if ("insufficientData" in levels) throw new Error(levels.insufficientData);
  return levels;
}

/** A motor current of 20 s with sidebands of the given levels at (1 ± 2s)f, and a little noise for a floor. */
function barCurrent(lowerDb: number, upperDb: number, slipRatio = MOTOR.slipRatio, gain = 1): Float32Array {
  return tones(
    20_000,
    RATE_HZ,
    [
      { amplitude: 10 * gain, frequencyHz: 50, phaseDeg: 20 },
      { amplitude: 10 * gain * 10 ** (lowerDb / 20), frequencyHz: 50 * (1 - 2 * slipRatio), phaseDeg: 70 },
      { amplitude: 10 * gain * 10 ** (upperDb / 20), frequencyHz: 50 * (1 + 2 * slipRatio) },
    ],
    0.001 * gain,
  );
}

describe("levels of lines beside the fundamental", () => {
  test("a sideband's level is its amplitude over the fundamental's, wherever it falls between two lines", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -60, max: -30, noNaN: true }),
        fc.double({ min: -60, max: -30, noNaN: true }),
        fc.double({ min: 0.015, max: 0.04, noNaN: true }),
        (lowerDb, upperDb, slipRatio) => {
          const [lower, upper] = levelsOf(barCurrent(lowerDb, upperDb, slipRatio), rotorBarLines({ fundamentalHz: 50, slipRatio }));
          expect(Math.abs(lower!.levelDb - lowerDb)).toBeLessThan(0.5);
          expect(Math.abs(upper!.levelDb - upperDb)).toBeLessThan(0.5);
          expect(Math.abs(lower!.foundHz - lower!.frequencyHz)).toBeLessThanOrEqual(0.05);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("levels do not depend on the gain of the sensor", () => {
    const lines = rotorBarLines(MOTOR);
    const [one, other] = [1, 256].map((gain) => levelsOf(barCurrent(-45, -50, MOTOR.slipRatio, gain), lines));
    for (const [i, { levelDb, aboveFloorDb }] of one!.entries()) {
      expectClose(other![i]!.levelDb, levelDb, 1e-4);
      expectClose(other![i]!.aboveFloorDb, aboveFloorDb, 1e-3);
    }
  });

  test("a line stands above the floor, mere noise does not", () => {
    const samples = barCurrent(-45, -200);
    const [lower, upper] = levelsOf(samples, rotorBarLines(MOTOR));
    expect(lower!.aboveFloorDb).toBeGreaterThan(25);
    expect(upper!.aboveFloorDb).toBeLessThan(12);
  });

  test("the tolerance finds a line that the stated speed misses", () => {
    const samples = barCurrent(-40, -40, 0.022);
    expect(levelsOf(samples, rotorBarLines(MOTOR))[0]!.levelDb).toBeLessThan(-55);
    expect(levelsOf(samples, rotorBarLines(MOTOR), { toleranceHz: 0.25 })[0]!.levelDb).toBeCloseTo(-40, 0);
  });

  test("a record that is too short for the slip is insufficient data and says how long it must be", () => {
    const samples = tones(1000, RATE_HZ, [{ amplitude: 10, frequencyHz: 50 }], 0.001);
    const { spectrum, fundamental } = spectrumOf(samples);
    const result = currentLineLevels(spectrum, fundamental, rotorBarLines(MOTOR), { toleranceHz: 0 });
    expect(result).toEqual({ insufficientData: expect.stringMatching(/need a record of 5 s, this one is 1 s/) });
  });

  test("a line on the fundamental itself can never be told from it", () => {
    const { spectrum, fundamental } = spectrumOf(barCurrent(-40, -40));
    const on: CurrentLine = { kind: "bearing", order: 1, side: "upper", frequencyHz: 50 };
    expect(currentLineLevels(spectrum, fundamental, [on])).toEqual({ insufficientData: expect.stringContaining("coincide") });
  });

  test("lines above Nyquist, at 0 Hz and on a supply harmonic are left out", () => {
    const at = (frequencyHz: number): CurrentLine => ({ kind: "bearing", order: 1, side: "upper", frequencyHz });
    expect(levelsOf(barCurrent(-40, -40), [at(600), at(0.05), at(150.1), at(73)]).map(({ frequencyHz }) => frequencyHz)).toEqual([73]);
  });

  test("a line where there is no signal at all is left out", () => {
    const meanSquare = new Float64Array(500);
    meanSquare[50] = 1;
    const spectrum = { sampleRateHz: RATE_HZ, resolutionHz: 1, meanSquare };
    const fundamental = { fundamentalHz: 50, fundamentalRms: 1 };
    expect(currentLineLevels(spectrum, fundamental, eccentricityLines(MOTOR))).toEqual([]);
  });

  test("a tolerance below 0 is refused by name", () => {
    const { spectrum, fundamental } = spectrumOf(barCurrent(-40, -40));
    expect(() => currentLineLevels(spectrum, fundamental, [], { toleranceHz: -1 })).toThrow("toleranceHz is -1");
  });
});
