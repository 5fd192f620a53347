import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine, sum } from "../../test/signals.js";
import { meanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { currentFundamental } from "./current-fundamental.js";

const RATE_HZ = 8000;
const SEARCH = { lowHz: 5, highHz: 400 };

function fundamentalOf(samples: Float32Array, search = SEARCH) {
  const result = currentFundamental(meanSquareSpectrum(samples, RATE_HZ), search);
  if ("insufficientData" in result) throw new Error(result.insufficientData);
  return result;
}

describe("current fundamental", () => {
  test("frequency to 0.01 Hz and r.m.s. to 0.1 % of a tone anywhere between two lines", () => {
    fc.assert(
      fc.property(fc.double({ min: 20, max: 300, noNaN: true }), (frequencyHz) => {
        const { fundamentalHz, fundamentalRms } = fundamentalOf(sine(8000, RATE_HZ, frequencyHz, 10));
        expect(Math.abs(fundamentalHz - frequencyHz)).toBeLessThan(0.01);
        expectClose(fundamentalRms, 10 / Math.SQRT2, 1e-3);
      }),
    );
  });

  test("frequency to 0.01 Hz at any phase, beside harmonics and noise of 1 % of the tone", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 300, noNaN: true }),
        fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        (frequencyHz, phase, seed) => {
          const tone = sine(8000, RATE_HZ, frequencyHz, 10, 0, phase);
          const disturbed = sum(
            tone,
            sine(8000, RATE_HZ, 5 * frequencyHz, 0.5),
            noise(8000, seed).map((value) => value * 0.1 * Math.sqrt(3)),
          );
          expect(Math.abs(fundamentalOf(disturbed).fundamentalHz - frequencyHz)).toBeLessThan(0.01);
        },
      ),
    );
  });

  test("harmonics add up to the distortion", () => {
    const tone = sum(sine(8000, RATE_HZ, 50, 10), sine(8000, RATE_HZ, 250, 0.6), sine(8000, RATE_HZ, 350, 0.8));
    expectClose(fundamentalOf(tone).thd as number, 0.1, 1e-3);
  });

  test("distortion is absent where no harmonic fits below Nyquist", () => {
    expect(fundamentalOf(sine(8000, RATE_HZ, 3000, 1), { lowHz: 2500, highHz: 3500 })).not.toHaveProperty("thd");
  });

  test.each([
    ["silence", new Float32Array(8000), SEARCH],
    ["a search above Nyquist", noise(8000, 1), { lowHz: 5, highHz: 4001 }],
    ["fewer than six periods", sine(640, RATE_HZ, 50, 1), SEARCH],
  ])("%s is insufficient data", (_, samples, search) => {
    expect(currentFundamental(meanSquareSpectrum(samples, RATE_HZ), search)).toHaveProperty("insufficientData");
  });
});
