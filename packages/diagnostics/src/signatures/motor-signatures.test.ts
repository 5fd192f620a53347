import { describe, expect, test } from "@jest/globals";
import { phasePoints } from "@phm/dsp";
import fc from "fast-check";
import { acquisitionOf, currentsOf, MACHINE, type SyntheticCurrent } from "../../test/synthetic-machine.js";
import { rankFindings } from "../hypotheses/rank-findings.js";
import { SIGNATURES } from "./signature-diagnoser.js";

function findingsOf(records: readonly SyntheticCurrent[], speedRpm: number | null = null) {
  const state = records.reduce(
    (now, record, i) => SIGNATURES.update(now, acquisitionOf(i, currentsOf(record), record, speedRpm), MACHINE),
    SIGNATURES.initial,
  );
  return rankFindings(SIGNATURES.hypotheses(state));
}

const confidence = (mode: string, records: readonly SyntheticCurrent[]) =>
  findingsOf(records).find(({ failureMode }) => failureMode === mode)?.confidence ?? 0;

describe("signatures of a motor by its currents", () => {
  test.each([
    [50, "a"],
    [170, "b"],
    [-70, "c"],
  ] as const)("a negative sequence at %p° is a short in phase %s, the supply beside it, without speed or bearing", (angleDeg, phase) => {
    const [first, second] = findingsOf([{ ratio: 0.15, angleDeg }]);
    expect(first).toMatchObject({ failureMode: "stator_winding", point: phase });
    expect(first?.confidence).toBeGreaterThan(0.5);
    expect(first?.reasonEn).toContain(`phase ${phase.toUpperCase()}`);
    expect(first?.reasonZh).toContain(`${phase.toUpperCase()} 相`);
    expect(first?.counterEvidence[0]?.label).toBe("phase voltages are not measured");
    expect(second).toMatchObject({ failureMode: "supply_unbalance", rank: 2 });
    expect(phasePoints(MACHINE.points)).toMatchObject({ a: "a", b: "b", c: "c" });
  });

  test("the small negative sequence of a sound motor says nothing", () => {
    expect(findingsOf([{ ratio: 0.032 }])).toEqual([]);
  });

  test("measured voltages decide: unbalanced ones take the blame, balanced ones leave it with the winding", () => {
    const supply = findingsOf([{ ratio: 0.15, voltages: [400, 400, 388] }]);
    expect(supply[0]?.failureMode).toBe("supply_unbalance");
    expect(supply.find(({ failureMode }) => failureMode === "stator_winding")?.confidence ?? 0).toBeLessThan(0.5);
    const winding = findingsOf([{ ratio: 0.15, voltages: [400, 400, 400.5] }]);
    expect(winding[0]).toMatchObject({ failureMode: "stator_winding", counterEvidence: [] });
    expect(winding[0]?.confidence).toBeGreaterThan(confidence("stator_winding", [{ ratio: 0.15 }]));
  });

  test("currents that do not add up to zero speak of a sensor, one that is missing of an open phase", () => {
    expect(confidence("stator_winding", [{ ratio: 0.1, zeroRatio: 0.1 }])).toBeLessThan(0.5);
    const open = findingsOf([{ ratio: 0.99, unbalance: 1 }]);
    expect(open[0]?.failureMode).toBe("supply_unbalance");
    expect(open.every(({ failureMode }) => failureMode !== "stator_winding")).toBe(true);
  });

  test("a vector that moves away from the baseline is found before its length says anything, and its phase is that of the change", () => {
    const sound = { ratio: 0.03, angleDeg: 140 };
    const records = Array.from({ length: 12 }, () => sound);
    // 0.05 towards phase c is added to what has always been there.
    const [re, im] = [0.03 * Math.cos(2.4435) + 0.05 * Math.cos(-1.2217), 0.03 * Math.sin(2.4435) + 0.05 * Math.sin(-1.2217)];
    const shorted = { ratio: Math.hypot(re, im), angleDeg: (Math.atan2(im, re) * 180) / Math.PI };
    expect(shorted.ratio).toBeLessThan(0.03);
    expect(findingsOf([shorted])).toEqual([]);
    const [first] = findingsOf([...records, ...Array.from({ length: 12 }, () => shorted)]);
    expect(first).toMatchObject({ failureMode: "stator_winding", point: "c" });
    expect(first?.evidence[0]?.kind).toBe("change");
    expect(first?.confidence).toBeGreaterThan(0.5);
  });

  test("rotor bars: −60 dB is sound, −45 dB a suspect, −35 dB a finding; sidebands in the noise and short records say nothing", () => {
    const bars = (level: number, aboveFloor = 30) => [
      { values: { rotorBarLowerDb: level, rotorBarUpperDb: level, rotorBarAboveFloorDb: aboveFloor } },
    ];
    expect(confidence("rotor_bar", bars(-60))).toBe(0);
    expect(confidence("rotor_bar", bars(-45))).toBeGreaterThan(0.2);
    expect(confidence("rotor_bar", bars(-45))).toBeLessThan(0.5);
    expect(confidence("rotor_bar", bars(-35))).toBeGreaterThan(0.7);
    expect(confidence("rotor_bar", bars(-35, 5))).toBe(0);
    expect(confidence("rotor_bar", [{ values: { slipRatio: 0.02 } }])).toBe(0);
  });

  test("lines at shaft speed beside the fundamental make eccentricity a suspect, a rise of them a finding", () => {
    const lines = (level: number) => ({ values: { eccentricityLowerDb: level, eccentricityUpperDb: level } });
    expect(confidence("eccentricity", [lines(-50)])).toBe(0);
    expect(confidence("eccentricity", [lines(-30)])).toBeCloseTo(0.4, 5);
    const records = [...Array.from({ length: 12 }, () => lines(-55)), ...Array.from({ length: 8 }, () => lines(-38))];
    expect(findingsOf(records, 1480)[0]).toMatchObject({ failureMode: "eccentricity", confidence: 0.55 });
  });

  test("the confidence of a short never falls as the negative sequence grows", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.6, noNaN: true }), fc.double({ min: 1, max: 2, noNaN: true }), (ratio, factor) => {
        expect(confidence("stator_winding", [{ ratio: ratio * factor }])).toBeGreaterThanOrEqual(confidence("stator_winding", [{ ratio }]));
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});
