import { describe, expect, test } from "@jest/globals";
import { type AssetConfig, assetRef, type MachineKinematics, pointId } from "@phm/domain";
import fc from "fast-check";
import { configNotices } from "./config-notices.js";
import { expectedFrequencies } from "./expected-frequencies.js";

const KINEMATICS: MachineKinematics = {
  referenceShaft: "motor",
  shafts: [{ id: "motor" }, { id: "output" }, { id: "fan" }],
  gearMeshes: [{ id: "G1", drivingShaft: "motor", drivenShaft: "output", drivingTeeth: 20, drivenTeeth: 60 }],
  belts: [
    { id: "B1", drivingShaft: "output", drivenShaft: "fan", drivingPulleyDiameterMm: 200, drivenPulleyDiameterMm: 100, lengthMm: 2000 },
  ],
  bladedWheels: [{ id: "W1", shaft: "fan", blades: 8 }],
  bearings: [{ id: "fan bearing", shaft: "fan", bearing: { designation: "22228" } }],
  motor: { shaft: "motor", rotorBars: 28 },
};
const CONFIG: AssetConfig = {
  ref: assetRef("o", "s", "a"),
  kind: "fan",
  component: "bearing",
  supplyHz: 50,
  polePairs: 2,
  points: [
    { id: pointId("de"), quantity: "acceleration", unit: "g", bearing: { designation: "6205-2RS" } },
    { id: pointId("out"), quantity: "acceleration", unit: "g", shaft: "output", bearing: { designation: "X-99" } },
  ],
  kinematics: KINEMATICS,
};

function hzOf(config: AssetConfig, speedRpm: number): Record<string, number> {
  return Object.fromEntries(expectedFrequencies(config, speedRpm).frequencies.map(({ name, hz }) => [name, hz]));
}

describe("expected frequencies", () => {
  test("follow from speed, teeth, pulleys, blades, bars and poles", () => {
    const hz = hzOf(CONFIG, 1470);
    const motorHz = 24.5;
    expect(hz["shaft motor 1×"]).toBeCloseTo(motorHz, 9);
    expect(hz["shaft output 2×"]).toBeCloseTo((2 * motorHz) / 3, 9);
    expect(hz["gear mesh G1"]).toBeCloseTo(490, 9);
    expect(hz["gear mesh G1 2×"]).toBeCloseTo(980, 9);
    expect(hz["gear mesh G1 − shaft output"]).toBeCloseTo(490 - motorHz / 3, 9);
    expect(hz["hunting tooth G1"]).toBeCloseTo((490 * 20) / 1200, 9);
    expect(hz["belt B1"]).toBeCloseTo((Math.PI * 200 * motorHz) / 3 / 2000, 9);
    expect(hz["blade pass W1"]).toBeCloseTo((8 * motorHz * 2) / 3, 9);
    expect(hz["BPFO de"]).toBeCloseTo(3.5848 * motorHz, 9);
    expect(hz["FTF fan bearing"]).toBeCloseTo((0.432 * motorHz * 2) / 3, 9);
    expect(hz["twice line frequency"]).toBe(100);
    // 2 % slip: 2 × 0.02 × 50 Hz.
    expect(hz["pole pass"]).toBeCloseTo(2, 9);
    expect(hz["rotor bar pass"]).toBeCloseTo(28 * motorHz, 9);
    expect(hz["rotor bar pass + twice line"]).toBeCloseTo(28 * motorHz + 100, 9);
  });

  test("say what they could not use", () => {
    expect(expectedFrequencies(CONFIG, 1470).unused).toEqual([{ field: "points[1].bearing.designation", reason: "unknown_designation" }]);
    const { polePairs, ...withoutPoles } = CONFIG;
    expect(expectedFrequencies(withoutPoles, 1470).unused).toContainEqual({ field: "polePairs", reason: "pole_pairs_missing" });
    expect(expectedFrequencies(CONFIG, 1510).unused).toContainEqual({ field: "polePairs", reason: "speed_above_field" });
    const { supplyHz, ...withoutSupply } = CONFIG;
    expect(expectedFrequencies(withoutSupply, 1470).unused).toContainEqual({ field: "supplyHz", reason: "supply_missing" });
  });

  test("of a machine without kinematics are those of one shaft and its bearings", () => {
    const { kinematics, supplyHz, polePairs, ...plain } = CONFIG;
    const [point] = plain.points;
    const { frequencies, unused } = expectedFrequencies({ ...plain, points: [point!] }, 1500);
    expect(frequencies.map(({ kind }) => kind).sort()).toEqual([
      "bearing_bpfi",
      "bearing_bpfo",
      "bearing_bsf",
      "bearing_ftf",
      "shaft",
      "shaft",
      "shaft",
    ]);
    expect(unused).toEqual([]);
  });

  test("mechanical orders do not depend on the speed, and everything is positive and in order", () => {
    fc.assert(
      fc.property(fc.double({ min: 10, max: 1490, noNaN: true }), (speedRpm) => {
        const { frequencies } = expectedFrequencies(CONFIG, speedRpm);
        const hz = frequencies.map((line) => line.hz);
        expect(hz).toEqual([...hz].sort((a, b) => a - b));
        const base = new Map(expectedFrequencies(CONFIG, 600).frequencies.map(({ name, order }) => [name, order]));
        for (const line of frequencies) {
          expect(line.hz).toBeGreaterThan(0);
          const isElectrical = ["line", "twice_line", "pole_pass", "rotor_bar_sideband"].includes(line.kind);
          if (!isElectrical) expect(line.order / (base.get(line.name) as number)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test.each([0, -1, Number.NaN])("a speed of %d is refused by name", (speedRpm) => {
    expect(() => expectedFrequencies(CONFIG, speedRpm)).toThrow("speedRpm");
  });
});

describe("notices on a configuration", () => {
  test("name designations that are unknown or only estimated, and nothing else", () => {
    const [known, unknown] = CONFIG.points;
    const estimated = { ...known!, id: pointId("nde"), bearing: { designation: "NU 210" } };
    const stated = { ...unknown!, id: pointId("x"), bearing: { designation: "X-1", orders: { bpfo: 3, bpfi: 5, bsf: 2, ftf: 0.375 } } };
    const notices = configNotices({ ...CONFIG, points: [known!, unknown!, estimated, stated] });
    expect(notices.map(({ field, value }) => [field, value])).toEqual([
      ["points[1].bearing.designation", "X-99"],
      ["points[2].bearing.designation", "NU 210"],
    ]);
    for (const { noticeEn, noticeZh } of notices) expect([noticeEn, noticeZh]).not.toContain("");
  });
});
