import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine } from "../../test/signals.js";
import { amplitudeSpectrum } from "./amplitude-spectrum.js";
import { meanSquareSpectrum } from "./mean-square-spectrum.js";
import { spectrogram } from "./spectrogram.js";
import { welchPsd } from "./welch-psd.js";

const RATE_HZ = 2048;

describe("spectrogram", () => {
  test("a tone that starts halfway is seen in the second half alone", () => {
    const samples = sine(4096, RATE_HZ, 256, 2).fill(0, 0, 2048);
    const { values, lines, segments, resolutionHz, firstCentreS, stepS } = spectrogram(samples, RATE_HZ, { segmentLength: 512 });
    expect({ lines, segments, resolutionHz, firstCentreS, stepS }).toEqual({
      lines: 257,
      segments: 15,
      resolutionHz: 4,
      firstCentreS: 0.125,
      stepS: 0.125,
    });
    for (let s = 0; s < segments; s++) {
      const centreS = firstCentreS + s * stepS;
      if (centreS <= 0.875) expectClose(values[s * lines + 64] as number, 0, 1e-6, 1);
      if (centreS >= 1.125) expectClose(values[s * lines + 64] as number, 2, 1e-5);
    }
  });

  test("each segment is its amplitude spectrum or its mean square spectrum, as named", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.constantFrom(0, 0.25, 0.5, 0.9), (segmentLength, overlapRatio) => {
        const samples = noise(600, segmentLength);
        const step = segmentLength - Math.min(Math.floor(segmentLength * overlapRatio), segmentLength - 1);
        for (const scaling of ["amplitude", "mean_square"] as const) {
          const { values, lines, segments } = spectrogram(samples, RATE_HZ, { segmentLength, overlapRatio, scaling });
          const s = segments - 1;
          const segment = samples.subarray(s * step, s * step + segmentLength);
          const expected =
            scaling === "amplitude"
              ? amplitudeSpectrum(segment, RATE_HZ).amplitude
              : meanSquareSpectrum(segment, RATE_HZ, { detrend: "none" }).meanSquare;
          for (let k = 0; k < lines; k++) expectClose(values[s * lines + k] as number, expected[k] as number, 1e-6, 1);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("the mean over the segments in density is Welch's", () => {
    const samples = noise(10_000, 3);
    const options = { segmentLength: 512, detrend: "mean" } as const;
    const { values, lines, segments } = spectrogram(samples, RATE_HZ, { ...options, scaling: "density" });
    const { density } = welchPsd(samples, RATE_HZ, options);
    for (let k = 0; k < lines; k++) {
      let total = 0;
      for (let s = 0; s < segments; s++) total += values[s * lines + k] as number;
      expectClose(total / segments, density[k] as number, 1e-6);
    }
  });
});
