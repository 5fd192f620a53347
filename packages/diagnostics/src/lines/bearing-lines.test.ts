import { describe, expect, test } from "@jest/globals";
import type { Spectrum } from "@phm/domain";
import fc from "fast-check";
import { CONFIG, featuresAt } from "../../test/synthetic-features.js";
import { bearingLines } from "./bearing-lines.js";
import { diagnoseLines, lineConfidence } from "./line-diagnosis.js";

const SHAFT_HZ = 25;
const ORDERS = { bpfo: 3.58, bpfi: 5.42, bsf: 2.36, ftf: 0.4 };

/** Rayleigh noise (the amplitude spectrum of Gaussian noise) with harmonics of one order on it. */
function spectrumWith(seed: number, order: number | null, height: number, resolutionHz = 1): Spectrum {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const amplitude = Float32Array.from({ length: Math.round(1000 / resolutionHz) }, () => Math.sqrt(-2 * Math.log(uniform())));
  for (let k = 1; order !== null && k <= 5; k++) amplitude[Math.round((k * order * SHAFT_HZ) / resolutionHz)] = height;
  return { resolutionHz, amplitude };
}

const best = (spectrum: Spectrum) => [...(bearingLines(spectrum, SHAFT_HZ, ORDERS) ?? [])].sort((a, b) => b.excess - a.excess)[0];

function confidenceOf(spectrum: Spectrum) {
  const features = featuresAt(0, { level: 1, speedRpm: SHAFT_HZ * 60 });
  const [channel] = features.channels;
  const [top] = diagnoseLines(
    [],
    { ...features, channels: [{ ...channel!, spectra: [{ kind: "envelope", lowHz: 2000, highHz: 10_000, ...spectrum }] }] },
    CONFIG,
  );
  return top ? { mode: top.failureMode, confidence: lineConfidence(top) } : null;
}

describe("bearing lines", () => {
  test.each([
    [ORDERS.bpfo, "bearing_outer_race"],
    [2 * ORDERS.bsf, "bearing_rolling_element"],
    [ORDERS.bpfi, "bearing_inner_race"],
  ] as const)("harmonics of order %f name %s first", (order, mode) => {
    for (let seed = 1; seed <= 20; seed++) {
      const found = best(spectrumWith(seed, order, 12));
      expect(found?.failureMode).toBe(mode);
      expect(Math.abs((found?.match.order ?? 0) - order)).toBeLessThan(0.013 * order);
    }
  });

  test("clear outer race lines are a finding, also one per cent off their order", () => {
    for (const share of [0.99, 1, 1.01]) {
      expect(confidenceOf(spectrumWith(3, share * ORDERS.bpfo, 12))).toMatchObject({ mode: "bearing_outer_race" });
      expect(confidenceOf(spectrumWith(3, share * ORDERS.bpfo, 12))?.confidence).toBeGreaterThan(0.8);
    }
  });

  test("noise accuses nobody", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        expect(confidenceOf(spectrumWith(seed, null, 0))?.confidence).toBeLessThan(0.5);
      }),
    );
  });

  test("lines at unrelated orders and shaft harmonics accuse nobody", () => {
    for (const order of [1, 2, 2.83, 4.11]) expect(confidenceOf(spectrumWith(5, order, 20))?.confidence).toBeLessThan(0.5);
  });

  test("a tenth of a second is too coarse: abstain", () => {
    expect(bearingLines(spectrumWith(1, ORDERS.bpfo, 20, 10), SHAFT_HZ, ORDERS)).toBeNull();
    expect(bearingLines(spectrumWith(1, ORDERS.bpfo, 20), 0, ORDERS)).toBeNull();
  });

  test("a silent spectrum has no lines", () => {
    expect(best({ resolutionHz: 1, amplitude: new Float32Array(1000) })?.excess).toBe(0);
  });
});
