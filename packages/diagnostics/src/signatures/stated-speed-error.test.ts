import { describe, expect, test } from "@jest/globals";
import type { AssetConfig } from "@phm/domain";
import fc from "fast-check";
import { acquisitionOf, currentsOf, MACHINE, SHAFT_HZ, type SyntheticVibration, vibrationOf } from "../../test/synthetic-machine.js";
import { diagnose, NO_DIAGNOSIS } from "../hypotheses/diagnose.js";
import { rankFindings } from "../hypotheses/rank-findings.js";

const TRUE_RPM = 60 * SHAFT_HZ;
/** Errors of the stated speed; those within ±0.6 % are none. */
const errors = fc.oneof(fc.double({ min: -0.08, max: -0.01, noNaN: true }), fc.double({ min: 0.01, max: 0.08, noNaN: true }));

const SOUND: SyntheticVibration = { orders: { 1: 0.3, 2: 0.2, 3: 0.1 }, axialOrders: { 1: 0.1, 2: 0.1 }, unit: "m/s2" };
const HARMONICS = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i + 1, 0.5]));
const meshing = (height: number): SyntheticVibration => ({
  ...SOUND,
  orders: { 1: 0.3, 2: 0.2, 18: height, 19: height, 20: 1, 21: height, 22: height },
});
const times = (count: number, record: SyntheticVibration) => Array.from({ length: count }, () => record);

const GEAR: AssetConfig = {
  ...MACHINE,
  kinematics: {
    referenceShaft: "in",
    shafts: [{ id: "in" }, { id: "out" }],
    gearMeshes: [{ id: "G", drivingShaft: "in", drivenShaft: "out", drivingTeeth: 20, drivenTeeth: 60 }],
    belts: [],
    bladedWheels: [],
    bearings: [],
  },
};

/** What is said after the records, all but the first `right` of them with a wrong stated speed. */
function firstFinding(records: readonly SyntheticVibration[], right: number, error: number, config: AssetConfig) {
  let state = NO_DIAGNOSIS;
  let said = rankFindings([]);
  records.forEach((record, i) => {
    const statedRpm = TRUE_RPM * (i < right ? 1 : 1 + error);
    const [next, hypotheses] = diagnose(state, acquisitionOf(i, vibrationOf({ seed: i + 1, ...record }), {}, statedRpm), config);
    [state, said] = [next, rankFindings(hypotheses)];
  });
  return said[0];
}

describe("a stated speed that is wrong by up to 8 %", () => {
  test.each<[string, readonly SyntheticVibration[], number, string, AssetConfig]>([
    ["imbalance", [{ ...SOUND, orders: { 1: 4, 2: 0.4, 3: 0.2 } }], 0, "imbalance", MACHINE],
    [
      "misalignment, against a baseline at the right speed",
      [...times(12, SOUND), ...times(4, { ...SOUND, orders: { 1: 0.4, 2: 0.9, 3: 0.1 }, axialOrders: { 1: 0.3, 2: 0.5 } })],
      12,
      "misalignment",
      MACHINE,
    ],
    ["looseness", [{ ...SOUND, orders: { ...HARMONICS, 0.5: 0.4, 1.5: 0.4, 2.5: 0.4, 3.5: 0.4, 4.5: 0.4 } }], 0, "looseness", MACHINE],
    ["a gear, against a baseline at the right speed", [...times(12, meshing(0.03)), ...times(4, meshing(0.5))], 12, "gear", GEAR],
  ])("leaves %s the first finding, as sure as with the right speed", (_, records, right, mode, config) => {
    const known = firstFinding(records, right, 0, config);
    expect(known?.failureMode).toBe(mode);
    fc.assert(
      fc.property(errors, (error) => {
        const found = firstFinding(records, right, error, config);
        expect(found?.failureMode).toBe(mode);
        expect(found?.confidence).toBeCloseTo(known?.confidence ?? 0, 1);
      }),
      { numRuns: 12, seed: 8 },
    );
  });

  test("accuses no sound rotor", () => {
    fc.assert(
      fc.property(errors, fc.integer({ min: 1, max: 1e6 }), (error, seed) => {
        expect(firstFinding([{ ...SOUND, seed }], 0, error, MACHINE)).toBeUndefined();
      }),
      { numRuns: 30, seed: 9 },
    );
  });

  test("is told with the finding: what was stated, what was read, and from which orders", () => {
    const found = firstFinding([{ ...SOUND, orders: { 1: 4, 2: 0.4, 3: 0.2 } }], 0, 0.05, MACHINE);
    const label = found?.evidence.find(({ label: text }) => text?.startsWith("shaft speed"))?.label;
    expect(label).toMatch(/^shaft speed: stated 1890 rpm, read 1800 ± [\d.]+ rpm from orders 1, 2, 3$/);
    expect(found?.reasonEn).toContain("The stated speed is 1890 rpm; the signal shows 1800 ±");
    expect(found?.reasonZh).toContain("给定转速为 1890 rpm，由信号判读为 1800 ±");
    expect(found?.seenAt?.speedRpm).toBeCloseTo(1800, 0);
  });

  test("makes a suspect at most where the vibration is uncalibrated, or its lines may be those of an unstated supply", () => {
    const unbalanced: SyntheticVibration = { ...SOUND, orders: { 1: 4, 2: 0.4, 3: 0.2 } };
    expect(firstFinding([{ ...unbalanced, unit: "raw" }], 0, 0.05, MACHINE)).toMatchObject({ failureMode: "imbalance", confidence: 0.45 });
    const { supplyHz: _, ...unsupplied } = MACHINE;
    const mains: SyntheticVibration = { unit: "m/s2", hz: { 50: 4, 100: 0.4, 150: 0.3 } };
    const [, suspects] = diagnose(NO_DIAGNOSIS, acquisitionOf(0, vibrationOf(mains), {}, 3150), unsupplied);
    const [suspect] = rankFindings(suspects);
    expect(suspect).toMatchObject({ failureMode: "imbalance", confidence: 0.45 });
    expect(suspect?.reasonEn).toContain("state the supply frequency, or measure the speed");
  });

  test("that the record does not show is told as what could not be judged", () => {
    const [, , unjudged] = diagnose(NO_DIAGNOSIS, acquisitionOf(0, vibrationOf({ unit: "m/s2" }), {}, 1890), MACHINE);
    const modes = unjudged.filter(({ input }) => input === "unread_speed").map(({ failureMode }) => failureMode);
    expect(modes).toEqual(expect.arrayContaining(["imbalance", "misalignment", "bent_shaft", "looseness"]));
    const [, , confirmed] = diagnose(NO_DIAGNOSIS, acquisitionOf(0, vibrationOf(SOUND), {}, TRUE_RPM), MACHINE);
    expect(confirmed.some(({ input }) => input === "unread_speed")).toBe(false);
  });

  test("takes no lines of the rotor from the current, which were read at the slip of that speed", () => {
    const bars = { rotorBarLowerDb: -30, rotorBarUpperDb: -32, rotorBarAboveFloorDb: 30, slipRatio: 0.02 };
    const channels = [...vibrationOf(SOUND), ...currentsOf({ values: bars })];
    const said = (statedRpm: number) => diagnose(NO_DIAGNOSIS, acquisitionOf(0, channels, {}, statedRpm), MACHINE);
    const [, right] = said(TRUE_RPM);
    expect(rankFindings(right)[0]?.failureMode).toBe("rotor_bar");
    const [, wrong, unjudged] = said(1.05 * TRUE_RPM);
    expect(wrong.some(({ failureMode }) => failureMode === "rotor_bar")).toBe(false);
    expect(unjudged).toContainEqual({ failureMode: "rotor_bar", input: "misread_slip" });
  });
});
