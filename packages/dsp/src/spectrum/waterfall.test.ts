import { describe, expect, test } from "@jest/globals";
import type { Spectrum } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine } from "../../test/signals.js";
import { amplitudeSpectrum } from "./amplitude-spectrum.js";
import { waterfall } from "./waterfall.js";

const spectra: fc.Arbitrary<Spectrum> = fc
  .record({ length: fc.integer({ min: 16, max: 400 }), rateHz: fc.integer({ min: 500, max: 5000 }), seed: fc.nat() })
  .map(({ length, rateHz, seed }) => amplitudeSpectrum(noise(length, seed), rateHz));

describe("waterfall", () => {
  test("a tone keeps its frequency and amplitude over acquisitions of different length and sample rate", () => {
    const rows = [
      amplitudeSpectrum(sine(2000, 2000, 100, 1), 2000),
      amplitudeSpectrum(sine(2560, 25_600, 100, 2), 25_600),
      amplitudeSpectrum(sine(10_000, 5000, 100, 3), 5000),
    ];
    const { resolutionHz, lines, amplitude } = waterfall(rows);
    expect({ resolutionHz, lines, rows: amplitude.length / lines }).toEqual({ resolutionHz: 10, lines: 101, rows: 3 });
    for (let r = 0; r < 3; r++) expectClose(amplitude[r * lines + 10] as number, r + 1, 1e-5);
  });

  test("spectra on one grid come back as they are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), (length) => {
        const rows = [amplitudeSpectrum(noise(length, 1), 1000), amplitudeSpectrum(noise(length, 2), 1000)];
        const { amplitude } = waterfall(rows);
        expect([...amplitude]).toEqual(rows.flatMap((row) => [...row.amplitude]));
      }),
    );
  });

  test("every row keeps its largest amplitude below the last grid line, and no grid line is left out", () => {
    fc.assert(
      fc.property(fc.array(spectra, { minLength: 1, maxLength: 5 }), fc.double({ min: 1, max: 4, noNaN: true }), (rows, coarser) => {
        const coarsestHz = Math.max(...rows.map((row) => row.resolutionHz));
        const { amplitude, lines, resolutionHz } = waterfall(rows, { resolutionHz: coarsestHz * coarser });
        for (const [r, row] of rows.entries()) {
          const own = amplitude.subarray(r * lines, (r + 1) * lines);
          const inReach = row.amplitude.filter((_, k) => k * row.resolutionHz < (lines - 0.5) * resolutionHz * (1 - 1e-6));
          expect(Math.max(...own)).toBeGreaterThanOrEqual(Math.max(...inReach));
          for (const value of own) expect(row.amplitude).toContain(value);
        }
      }),
    );
  });

  test("a finer grid than the coarsest spectrum is refused", () => {
    expect(() => waterfall([{ resolutionHz: 10, amplitude: new Float32Array(5) }], { resolutionHz: 5 })).toThrow("at least 10");
  });
});
