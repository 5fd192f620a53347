import { describe, expect, test } from "@jest/globals";
import type { AssetConfig } from "@phm/domain";
import fc from "fast-check";
import { acquisitionOf, MACHINE, SHAFT_HZ, type SyntheticVibration, vibrationOf } from "../../test/synthetic-machine.js";
import { SIGNATURES } from "./signature-diagnoser.js";

/** Residual imbalance and misalignment of a sound machine. */
const SOUND: SyntheticVibration = { orders: { 1: 0.3, 2: 0.2, 3: 0.1 }, axialOrders: { 1: 0.1, 2: 0.1 } };
const UNBALANCED: SyntheticVibration = { ...SOUND, orders: { 1: 4, 2: 0.4, 3: 0.2 } };

function after(records: readonly SyntheticVibration[], config: AssetConfig = MACHINE, speedRpm: number | null = 1800) {
  return records.reduce(
    (state, record, i) => SIGNATURES.update(state, acquisitionOf(i, vibrationOf({ seed: i + 1, ...record }), {}, speedRpm), config),
    SIGNATURES.initial,
  );
}

function confidence(
  mode: string,
  records: readonly SyntheticVibration[],
  config: AssetConfig = MACHINE,
  speedRpm: number | null = 1800,
): number {
  const found = SIGNATURES.hypotheses(after(records, config, speedRpm)).filter(({ failureMode }) => failureMode === mode);
  return Math.max(0, ...found.map((one) => one.confidence));
}

const times = (n: number, record: SyntheticVibration) => Array.from({ length: n }, () => record);

describe("signatures of a rotor, from one record", () => {
  test("a dominating 1× across the shaft is imbalance, with the line as evidence; a sound machine shows nothing", () => {
    const found = SIGNATURES.hypotheses(after([UNBALANCED]));
    expect(found.map(({ failureMode }) => failureMode)).toEqual(["imbalance"]);
    expect(found[0]?.confidence).toBeGreaterThan(0.8);
    expect(found[0]?.evidence[0]).toMatchObject({ kind: "ratio", order: 1, frequencyHz: SHAFT_HZ });
    expect(SIGNATURES.hypotheses(after([SOUND]))).toEqual([]);
  });

  test("misalignment and a bent shaft are never said of one record, however high 2× or the axial direction", () => {
    const misaligned = { orders: { 1: 1, 2: 3 }, axialOrders: { 1: 3, 2: 3 } };
    for (const mode of ["misalignment", "bent_shaft"]) expect(confidence(mode, [misaligned])).toBe(0);
  });

  test("1× as strong along the shaft speaks against imbalance", () => {
    const found = SIGNATURES.hypotheses(after([{ ...UNBALANCED, axialOrders: { 1: 5 } }]));
    expect(found[0]?.counterEvidence[0]?.label).toBe("axial 1× / radial 1×");
    expect(found[0]?.confidence).toBeLessThan(confidence("imbalance", [UNBALANCED]));
  });

  test("a rotor whose 1× is in zone A is balanced, one in zone B a suspect, one in zone C a finding", () => {
    const inG = (velocityMmPerS: number): SyntheticVibration => {
      const amplitudeG = (Math.SQRT2 * velocityMmPerS * 2 * Math.PI * SHAFT_HZ) / 1000 / 9.80665;
      return { unit: "g", gain: amplitudeG / 4, orders: UNBALANCED.orders ?? {} };
    };
    const config: AssetConfig = { ...MACHINE, machineClass: { group: 2, support: "rigid" } };
    expect(confidence("imbalance", [inG(1.2)], config)).toBe(0);
    expect(confidence("imbalance", [inG(2)], config)).toBeCloseTo(0.45, 5);
    expect(confidence("imbalance", [inG(3.5)], config)).toBeGreaterThan(0.8);
  });

  test("many harmonics with half orders are looseness, harmonics alone are not", () => {
    const harmonics = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i + 1, 0.5]));
    const halves = { 0.5: 0.4, 1.5: 0.4, 2.5: 0.4, 3.5: 0.4, 4.5: 0.4 };
    expect(confidence("looseness", [{ orders: { ...harmonics, ...halves } }])).toBeGreaterThan(0.5);
    expect(confidence("looseness", [{ orders: harmonics }])).toBe(0);
  });

  test("a strong line at twice line frequency makes eccentricity a suspect, unless a shaft harmonic may be it", () => {
    expect(confidence("eccentricity", [{ ...SOUND, hz: { 100: 4 } }])).toBeGreaterThan(0.3);
    expect(confidence("eccentricity", [{ ...SOUND, hz: { 100: 4 } }])).toBeLessThan(0.5);
    expect(confidence("eccentricity", [{ ...SOUND, hz: { 90: 4 } }], { ...MACHINE, supplyHz: 45 })).toBe(0);
  });

  test("abstains without a speed, at standstill, and of a sensor at fault", () => {
    const { ratedSpeedRpm: _, ...unrated } = MACHINE;
    expect(confidence("imbalance", [UNBALANCED], unrated, null)).toBe(0);
    expect(confidence("imbalance", [UNBALANCED], MACHINE, 0)).toBe(0);
    const faulty = { ...UNBALANCED, sensorFaults: [{ kind: "clipping", value: 1, limit: 0.1 }] } as const;
    expect(SIGNATURES.update(SIGNATURES.initial, acquisitionOf(0, vibrationOf(faulty)), MACHINE)).toEqual(SIGNATURES.initial);
  });

  test("the confidence never falls as 1× grows, and does not depend on the gain of a raw sensor", () => {
    const at = (first: number, gain = 1) =>
      Math.max(0, ...SIGNATURES.hypotheses(after([{ orders: { 1: first, 2: 0.4 }, gain, rms: 5 }])).map((one) => one.confidence));
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 6, noNaN: true }), fc.double({ min: 1, max: 1.5, noNaN: true }), (first, factor) => {
        expect(at(first * factor)).toBeGreaterThanOrEqual(at(first));
      }),
      { numRuns: 15, seed: 4 },
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gain) => {
        expect(at(2.2, gain)).toBeCloseTo(at(2.2), 2);
      }),
      { numRuns: 8, seed: 5 },
    );
  });
});

describe("signatures against the machine's own baseline", () => {
  const baseline = times(12, SOUND);
  const risen2x: SyntheticVibration = { orders: { 1: 0.4, 2: 0.9 }, axialOrders: { 1: 0.3, 2: 0.5 } };

  test("changed lines at 1× and 2× are misalignment or a bent shaft, both below a finding, with the change as evidence", () => {
    const found = SIGNATURES.hypotheses(after([...baseline, ...times(6, risen2x)]));
    expect(found.map(({ failureMode }) => failureMode).sort()).toEqual(["bent_shaft", "misalignment"]);
    for (const one of found) {
      expect(one.confidence).toBeLessThan(0.5);
      expect(one.evidence[0]?.kind).toBe("change");
      expect(one.reasonEn).toContain("cannot tell misalignment from a bent shaft");
    }
  });

  test("1× that has doubled alone speaks for imbalance, with the bent shaft beside it", () => {
    const found = [...baseline, ...times(6, { ...SOUND, orders: { 1: 1.2, 2: 0.2, 3: 0.1 } })];
    expect(confidence("imbalance", found)).toBeGreaterThan(0.5);
    expect(confidence("bent_shaft", found)).toBeGreaterThan(0.2);
  });

  test("the same machine is not changed; neither is one at another speed, nor one whose speed nobody states", () => {
    expect(SIGNATURES.hypotheses(after(times(30, SOUND)))).toEqual([]);
    const state = [...times(6, risen2x)].reduce(
      (now, record, i) => SIGNATURES.update(now, acquisitionOf(20 + i, vibrationOf({ seed: 20 + i, ...record }), {}, 1600), MACHINE),
      after(baseline),
    );
    expect(SIGNATURES.hypotheses(state)).toEqual([]);
    expect(SIGNATURES.hypotheses(after([...baseline, ...times(6, risen2x)], MACHINE, null))).toEqual([]);
  });

  test("noise that rises without impacts is cavitation on a machine with a bladed wheel only", () => {
    const shaft = "main";
    const pump: AssetConfig = {
      ...MACHINE,
      kinematics: {
        referenceShaft: shaft,
        shafts: [{ id: shaft }],
        gearMeshes: [],
        belts: [],
        bladedWheels: [{ id: "W", shaft, blades: 6 }],
        bearings: [],
      },
    };
    const noisy = [...baseline, ...times(8, { ...SOUND, highBand: 4 })];
    expect(confidence("cavitation", noisy, pump)).toBeGreaterThan(0.5);
    expect(confidence("cavitation", noisy, MACHINE)).toBe(0);
    expect(confidence("cavitation", [...baseline, ...times(8, { ...SOUND, highBand: 4, kurtosis: 9 })], pump)).toBe(0);
  });

  test("mesh sidebands make a gear a suspect, and a finding where they have risen", () => {
    const shafts = [{ id: "in" }, { id: "out" }];
    const gear: AssetConfig = {
      ...MACHINE,
      kinematics: {
        referenceShaft: "in",
        shafts,
        gearMeshes: [{ id: "G", drivingShaft: "in", drivenShaft: "out", drivingTeeth: 20, drivenTeeth: 60 }],
        belts: [],
        bladedWheels: [],
        bearings: [],
      },
    };
    const sidebands = (height: number): SyntheticVibration => ({
      orders: { 1: 0.3, 2: 0.2, 18: height, 19: height, 20: 1, 21: height, 22: height },
    });
    expect(confidence("gear", [sidebands(0.5)], gear)).toBeCloseTo(0.4, 5);
    expect(confidence("gear", [SOUND], gear)).toBe(0);
    expect(confidence("gear", [...times(12, sidebands(0.03)), ...times(6, sidebands(0.5))], gear)).toBeGreaterThan(0.5);
  });

  test("the state stays below 5 kB however speed, load and channels change, and goes through JSON", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ speedRpm: fc.integer({ min: 600, max: 3000 }), ratio: fc.double({ min: 0, max: 1, noNaN: true }) }), {
          minLength: 20,
          maxLength: 20,
        }),
        (runs) => {
          const state = runs.reduce(
            (now, { speedRpm, ratio }, i) =>
              SIGNATURES.update(now, acquisitionOf(i, vibrationOf({ ...SOUND, seed: i }), { ratio }, speedRpm), MACHINE),
            SIGNATURES.initial,
          );
          expect(JSON.stringify(state).length).toBeLessThan(5000);
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        },
      ),
      { numRuns: 2, seed: 6 },
    );
  });
});

describe("a finding at one way of running, while the machine runs at another", () => {
  const at = (records: readonly (readonly [SyntheticVibration, number])[]) =>
    records.reduce(
      (state, [record, speedRpm], i) =>
        SIGNATURES.update(state, acquisitionOf(i, vibrationOf({ seed: i + 1, ...record }), {}, speedRpm), MACHINE),
      SIGNATURES.initial,
    );
  const at1800 = (count: number, record: SyntheticVibration) => times(count, record).map((one) => [one, 1800] as const);
  const at1500 = (count: number) => times(count, { orders: { 5: 0.1 } }).map((one) => [one, 1500] as const);

  test("stands, with the speed and load that it was seen at, and says in words that the machine runs elsewhere now", () => {
    const [found] = SIGNATURES.hypotheses(at([...at1800(4, UNBALANCED), ...at1500(5)]));
    expect(found).toMatchObject({ failureMode: "imbalance", seenAt: { speedRpm: 1800 } });
    expect(found?.confidence).toBeGreaterThan(0.8);
    expect(found?.reasonEn).toContain("Seen at 1800 rpm; the machine runs at another speed or load now.");
    expect(found?.reasonZh).toContain("见于 1800 rpm 工况");
  });

  test("is taken back where it was made: by the same speed and load, without the fault", () => {
    const cleared = at([...at1800(4, UNBALANCED), ...at1500(5), ...at1800(20, SOUND), ...at1500(2)]);
    expect(SIGNATURES.hypotheses(cleared)).toEqual([]);
  });

  test("needs three acquisitions behind it, so that a machine that passes through a resonance is not accused for good", () => {
    const passing = at([...at1800(2, UNBALANCED), ...at1500(1)]);
    expect(SIGNATURES.hypotheses(passing)).toEqual([]);
  });

  test("a suspect does not outlast the way of running", () => {
    const suspect = { ...SOUND, hz: { 100: 4 } };
    expect(SIGNATURES.hypotheses(at(at1800(4, suspect))).map(({ failureMode }) => failureMode)).toEqual(["eccentricity"]);
    expect(SIGNATURES.hypotheses(at([...at1800(4, suspect), ...at1500(1)]))).toEqual([]);
  });
});
