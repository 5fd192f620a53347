import { describe, expect, test } from "@jest/globals";
import type { AssetConfig, ChannelSpectrum } from "@phm/domain";
import fc from "fast-check";
import { CONFIG } from "../../test/synthetic-features.js";
import { bandsWith, type Family, featuresOf, ORDERS, SHAFT_HZ, spectrumWith } from "../../test/synthetic-lines.js";
import { diagnose, NO_DIAGNOSIS } from "../hypotheses/diagnose.js";
import { excessOf } from "./line-diagnosis.js";

function surest(spectra: readonly ChannelSpectrum[], config: AssetConfig = CONFIG) {
  const [, hypotheses] = diagnose(NO_DIAGNOSIS, featuresOf(spectra), config);
  return [...hypotheses].sort((a, b) => b.confidence - a.confidence)[0];
}

describe("bearing lines", () => {
  test.each([
    ["bearing_outer_race", { order: ORDERS.bpfo, height: 12 }],
    ["bearing_inner_race", { order: ORDERS.bpfi, height: 12, sideOrder: 1 }],
    ["bearing_rolling_element", { order: 2 * ORDERS.bsf, height: 12, sideOrder: ORDERS.ftf }],
  ] as const)("%s is found by its family of lines, with confidence", (mode, family) => {
    for (let seed = 1; seed <= 10; seed++) {
      const found = surest(bandsWith(seed, [family]));
      expect(found?.failureMode).toBe(mode);
      expect(found?.confidence).toBeGreaterThan(0.8);
      expect(Math.abs((found?.evidence[0]?.order ?? 0) - family.order)).toBeLessThan(0.013 * family.order);
    }
  });

  test("lines of the cage name the rolling element first and the cage as a suspect", () => {
    const [, hypotheses] = diagnose(NO_DIAGNOSIS, featuresOf(bandsWith(4, [{ order: ORDERS.ftf, height: 12 }])), CONFIG);
    const confidence = (mode: string) => hypotheses.find(({ failureMode }) => failureMode === mode)?.confidence ?? 0;
    expect(confidence("bearing_rolling_element")).toBeGreaterThan(confidence("bearing_cage"));
    expect(confidence("bearing_cage")).toBeGreaterThan(0.2);
    expect(confidence("bearing_cage")).toBeLessThan(0.5);
  });

  test("lines a little off their order are found, a guessed geometry 3 % off too, and not 7 % off", () => {
    const confidence = (share: number) =>
      diagnose(NO_DIAGNOSIS, featuresOf(bandsWith(3, [{ order: share * ORDERS.bpfo, height: 12 }])), CONFIG)[1].find(
        ({ failureMode }) => failureMode === "bearing_outer_race",
      )?.confidence ?? 0;
    for (const share of [0.97, 0.99, 1, 1.01, 1.03]) expect(confidence(share)).toBeGreaterThan(0.5);
    for (const share of [0.93, 1.07]) expect(confidence(share)).toBeLessThan(0.2);
  });

  test("noise accuses nobody", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        expect(surest(bandsWith(seed, []))?.confidence).toBeLessThan(0.5);
      }),
    );
  });

  test("lines at unrelated orders, shaft harmonics and their sidebands accuse nobody", () => {
    for (const order of [1, 2, 2.83, 4.15]) expect(surest(bandsWith(5, [{ order, height: 20 }]))?.confidence).toBeLessThan(0.5);
    const rattle = { order: 1, height: 20, sideOrder: 0.42, count: 20 };
    const nearby = { ...CONFIG, points: CONFIG.points.map((point) => ({ ...point, bearing: { orders: { ...ORDERS, bpfo: 3.42 } } })) };
    expect(surest(bandsWith(6, [rattle]), nearby)?.confidence).toBeLessThan(0.5);
  });

  test("multiples of something that turns almost with the shaft are not an outer race", () => {
    const nearThree = { ...CONFIG, points: CONFIG.points.map((point) => ({ ...point, bearing: { orders: { ...ORDERS, bpfo: 3.06 } } })) };
    const outer = (families: readonly Family[]) =>
      diagnose(NO_DIAGNOSIS, featuresOf(bandsWith(7, families)), nearThree)[1].find(
        ({ failureMode }) => failureMode === "bearing_outer_race",
      )?.confidence ?? 0;
    expect(outer([{ order: 3.06, height: 15 }])).toBeGreaterThan(0.8);
    expect(outer([{ order: 1.02, height: 15, count: 20 }])).toBeLessThan(0.5);
  });

  test("what one fault explains does not accuse a second one", () => {
    const [, hypotheses] = diagnose(NO_DIAGNOSIS, featuresOf(bandsWith(8, [{ order: ORDERS.bpfi, height: 30, sideOrder: 1 }])), CONFIG);
    expect(hypotheses.filter(({ confidence }) => confidence >= 0.5).map(({ failureMode }) => failureMode)).toEqual(["bearing_inner_race"]);
  });

  test("a shaft that turns 6 % slower than stated is read from its own harmonics", () => {
    const real = 0.94 * SHAFT_HZ;
    const shaft = { ...spectrumWith(9, [{ order: 1, height: 30, count: 8 }], 0.25, real), kind: "direct" as const };
    const lines = bandsWith(
      10,
      [
        { order: ORDERS.bpfo, height: 12 },
        { order: 1, height: 10, count: 8 },
      ],
      0.25,
      real,
    );
    const found = surest([shaft, ...lines]);
    expect(found).toMatchObject({ failureMode: "bearing_outer_race" });
    expect(found?.evidence[0]?.frequencyHz).toBeCloseTo(ORDERS.bpfo * real, 0);
    expect(found?.reasonEn).toMatch(/turns 0\.9[34]/);
  });

  test("a line that is also a multiple of the supply frequency counts less", () => {
    const onSupply = { order: ORDERS.bpfo, height: 12 };
    const supplyHz = ORDERS.bpfo * SHAFT_HZ;
    const excess = (config: AssetConfig) => {
      const [state] = diagnose(NO_DIAGNOSIS, featuresOf(bandsWith(11, [onSupply])), config);
      return excessOf(state.bearingLines.hypotheses.find(({ failureMode }) => failureMode === "bearing_outer_race")!);
    };
    expect(excess({ ...CONFIG, supplyHz })).toBeLessThan(0.7 * excess(CONFIG));
  });
});

describe("an unclear part", () => {
  test("two suspected parts make the bearing a suspect, never a finding", () => {
    const seen = Array.from({ length: 30 }, (_, seed) => seed + 1).flatMap((seed) => {
      const height = 2.5 + 0.1 * (seed % 15);
      const families = [
        { order: ORDERS.bpfo, height },
        { order: ORDERS.bpfi, height: 1.3 * height, sideOrder: 1 },
      ];
      const [, hypotheses] = diagnose(NO_DIAGNOSIS, featuresOf(bandsWith(seed, families)), CONFIG);
      return hypotheses.filter(({ failureMode }) => failureMode === "bearing_general");
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(({ confidence, evidence }) => confidence >= 0.2 && confidence < 0.5 && evidence.length === 2)).toBe(true);
  });
});

describe("what cannot be told", () => {
  test.each([
    ["a tenth of a second", bandsWith(1, [{ order: ORDERS.bpfo, height: 20 }], 10), CONFIG, undefined, "too_coarse"],
    [
      "an unknown bearing",
      bandsWith(1, []),
      { ...CONFIG, points: [{ ...CONFIG.points[0]!, bearing: { designation: "?" } }] },
      undefined,
      "no_bearing",
    ],
    ["a standing shaft", bandsWith(1, []), CONFIG, 0, "no_speed"],
    ["no spectrum", [], CONFIG, undefined, "no_spectrum"],
  ] as const)("%s abstains and says why", (_, spectra, config, speedRpm, reason) => {
    const [state, hypotheses] = diagnose(NO_DIAGNOSIS, featuresOf(spectra, 0, speedRpm), config as AssetConfig);
    expect(hypotheses).toEqual([]);
    expect(state.bearingLines.abstained).toBe(reason);
  });

  test("a silent spectrum has no lines", () => {
    const silent = bandsWith(1, []).map((one) => ({ ...one, amplitude: new Float32Array(950) }));
    expect(surest(silent)?.confidence).toBeLessThan(0.2);
  });
});

describe("running evidence", () => {
  const outerAfter = (healthy: number, faulty: number) => {
    let state = NO_DIAGNOSIS;
    let hypotheses: ReturnType<typeof diagnose>[1] = [];
    for (let i = 0; i < healthy + faulty; i++) {
      const families = i < healthy ? [] : [{ order: ORDERS.bpfo, height: 12 }];
      [state, hypotheses] = diagnose(state, featuresOf(bandsWith(100 + i, families), i), CONFIG);
    }
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    return hypotheses.find(({ failureMode }) => failureMode === "bearing_outer_race")?.confidence ?? 0;
  };

  test("a long quiet past does not hide a new fault", () => {
    expect(outerAfter(100, 0)).toBeLessThan(0.2);
    expect(outerAfter(100, 3)).toBeGreaterThan(0.5);
  });
});
