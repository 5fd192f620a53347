import { describe, expect, test } from "@jest/globals";
import type { MachineClass } from "@phm/domain";
import fc from "fast-check";
import { alarmLimits, isSignificantChange } from "./iso-20816-alarms.js";
import { displacementZone, ISO_20816_3_SOURCE, velocityZone, zoneLimits } from "./iso-20816-zones.js";

/** ISO 20816-3:2022: group, support, then A/B, B/C, C/D in mm/s and in µm. */
const TABLE: readonly [MachineClass["group"], MachineClass["support"], readonly number[], readonly number[]][] = [
  [1, "rigid", [2.3, 4.5, 7.1], [29, 57, 90]],
  [1, "flexible", [3.5, 7.1, 11], [45, 90, 140]],
  [2, "rigid", [1.4, 2.8, 4.5], [22, 45, 71]],
  [2, "flexible", [2.3, 4.5, 7.1], [37, 71, 113]],
];
const machineClass = fc.constantFrom(...TABLE.map(([group, support]) => ({ group, support })));

describe("ISO 20816-3 conformance", () => {
  test("the tables say which edition they are of", () => {
    expect(ISO_20816_3_SOURCE).toMatchObject({ standard: "ISO 20816-3", edition: "2022" });
  });

  describe.each(TABLE)("group %i, %s support", (group, support, velocities, displacements) => {
    const cases = [
      [velocityZone, velocities],
      [displacementZone, displacements],
    ] as const;
    test.each([0, 1, 2])("boundary %i belongs to the lower zone, and the next value above it to the upper one", (index) => {
      for (const [zoneOf, limits] of cases) {
        const limit = limits[index] as number;
        const [lower, upper] = [["A", "B", "C"][index], ["B", "C", "D"][index]];
        expect(zoneOf(limit * (1 - 1e-9), { group, support })).toBe(lower);
        expect(zoneOf(limit, { group, support })).toBe(lower);
        expect(zoneOf(limit * (1 + 1e-9), { group, support })).toBe(upper);
      }
    });

    test("alarm lies 25 % of B/C above the baseline, at most at 1.25 × B/C; trip at 1.25 × C/D", () => {
      for (const [quantity, limits] of [["velocity", velocities] as const, ["displacement", displacements] as const]) {
        const [, bc, cd] = limits as [number, number, number];
        const at = (baseline: number | null) => alarmLimits({ group, support }, quantity, baseline);
        expect(at(0)?.alarm).toBeCloseTo(0.25 * bc, 12);
        expect(at(0.5 * bc)?.alarm).toBeCloseTo(0.75 * bc, 12);
        expect(at(bc)?.alarm).toBeCloseTo(1.25 * bc, 12);
        expect(at(2 * bc)?.alarm).toBeCloseTo(1.25 * bc, 12);
        expect(at(null)?.alarm).toBeCloseTo(1.25 * bc, 12);
        expect(at(bc)?.trip).toBeCloseTo(1.25 * cd, 12);
        expect(at(bc)?.significantChange).toBeCloseTo(0.25 * bc, 12);
      }
    });
  });

  test("a change of exactly 25 % of B/C is not yet significant, more is, up or down", () => {
    const group2 = { group: 2, support: "rigid" } as const;
    expect(isSignificantChange(group2, "displacement", 20, 31.25)).toBe(false);
    expect(isSignificantChange(group2, "displacement", 20, 31.26)).toBe(true);
    expect(isSignificantChange(group2, "displacement", 31.26, 20)).toBe(true);
  });

  test("quantities that the standard does not evaluate have no limits", () => {
    for (const quantity of ["acceleration", "current", "voltage", "tachometer"] as const) {
      expect(zoneLimits({ group: 1, support: "rigid" }, quantity)).toBeNull();
      expect(alarmLimits({ group: 1, support: "rigid" }, quantity, 1)).toBeNull();
      expect(isSignificantChange({ group: 1, support: "rigid" }, quantity, 1, 100)).toBe(false);
    }
  });

  test("the alarm never falls as the baseline rises, and never reaches the trip", () => {
    const baseline = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(machineClass, fc.constantFrom("velocity", "displacement"), baseline, baseline, (cls, quantity, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) => alarmLimits(cls, quantity, value));
        expect(low!.alarm).toBeLessThanOrEqual(high!.alarm);
        expect(high!.alarm).toBeLessThan(high!.trip);
      }),
    );
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("a baseline of %d is refused", (baseline) => {
    expect(() => alarmLimits({ group: 1, support: "rigid" }, "velocity", baseline)).toThrow("baseline");
  });
});
