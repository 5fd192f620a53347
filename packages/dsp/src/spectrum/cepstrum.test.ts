import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine, sum, waveforms } from "../../test/signals.js";
import { isInsufficient } from "../signal/insufficient-data.js";
import { type Cepstrum, type CepstrumOptions, cepstrum } from "./cepstrum.js";

const RATE_HZ = 1000;
const BARE = { window: "rectangular", detrend: "none" } as const;

function of(samples: Float32Array, options: Partial<CepstrumOptions> = {}): Cepstrum {
  const result = cepstrum(samples, RATE_HZ, options);
  if (isInsufficient(result)) throw new Error(result.insufficientData);
  return result;
}

describe("cepstrum", () => {
  test("an echo of strength a after d samples gives a/2 at d, -a²/4 at 2d, a³/6 at 3d", () => {
    const samples = new Float32Array(640);
    samples[0] = 1;
    samples[100] = 0.5;
    const { values, quefrencyStepS } = of(samples, BARE);
    expect(quefrencyStepS).toBe(0.001);
    expectClose(values[100] as number, 0.25, 1e-5);
    expectClose(values[200] as number, -0.0625, 1e-5);
    expectClose(values[300] as number, 0.125 / 6, 1e-4);
    expectClose(values[50] as number, 0, 1e-6, 1);
  });

  test("a family of harmonics is a peak at its period", () => {
    const harmonics = Array.from({ length: 12 }, (_, i) => sine(4000, RATE_HZ, 40 * (i + 1), 1, 0, i));
    const { values } = of(
      sum(
        ...harmonics,
        noise(4000, 1).map((value) => 0.01 * value),
      ),
    );
    const peak = values.subarray(10).reduce((best, value, i, all) => (value > (all[best] as number) ? i : best), 0) + 10;
    expect(peak % 25).toBe(0);
  });

  test("a gain adds its logarithm at 0 s and changes nothing else", () => {
    fc.assert(
      fc.property(waveforms(32, 600), fc.constantFrom(0.125, 2, 16), (samples, gain) => {
        const base = of(samples).values;
        const scaled = of(samples.map((value) => gain * value)).values;
        expectClose((scaled[0] as number) - (base[0] as number), Math.log(gain), 1e-5, 1);
        for (let n = 1; n < base.length; n++) expectClose(scaled[n] as number, base[n] as number, 1e-5, 1);
      }),
      { numRuns: 30 },
    );
  });

  test("the power cepstrum is four times the square of the real one", () => {
    const samples = noise(640, 5);
    const real = of(samples).values;
    for (const [n, value] of of(samples, { kind: "power" }).values.entries()) expectClose(value, 4 * (real[n] as number) ** 2, 1e-6);
  });

  test("a line that is zero counts as the floor", () => {
    const { values } = of(sine(64, RATE_HZ, (RATE_HZ * 8) / 64), { ...BARE, floorRatio: 0.01 });
    // One pair of lines of 32 at ln 32, all other 62 at ln 0.32.
    expectClose(values[0] as number, (2 * Math.log(32) + 62 * Math.log(0.32)) / 64, 1e-6);
  });
});
