import { describe, expect, test } from "@jest/globals";
import { pointId } from "@phm/domain";
import { CONFIG, featuresAt } from "../../test/synthetic-features.js";
import { displacementZone, machineZone, velocityZone } from "./iso-20816-zones.js";

const GROUP_1_RIGID = { group: 1, support: "rigid" } as const;
const GROUP_2_FLEXIBLE = { group: 2, support: "flexible" } as const;

describe("ISO 20816-3 zones", () => {
  test.each([
    [0, "A"],
    [2.3, "A"],
    [2.31, "B"],
    [4.5, "B"],
    [7.1, "C"],
    [7.11, "D"],
  ] as const)("group 1 rigid: %f mm/s is zone %s, a value on a boundary belongs to the lower zone", (value, zone) => {
    expect(velocityZone(value, GROUP_1_RIGID)).toBe(zone);
  });

  test.each([
    [37, "A"],
    [71, "B"],
    [113, "C"],
    [113.1, "D"],
  ] as const)("group 2 flexible: %f µm is zone %s", (value, zone) => {
    expect(displacementZone(value, GROUP_2_FLEXIBLE)).toBe(zone);
  });

  test("abstain on uncalibrated units and without a machine class", () => {
    const features = featuresAt(0, { level: 1, velocityRmsMmPerS: 9 });
    const rated = { ...CONFIG, machineClass: GROUP_1_RIGID };
    expect(machineZone(features, CONFIG)).toBeNull();
    expect(machineZone(features, rated)?.zone).toBe("D");
    const raw = { ...features, channels: features.channels.map((channel) => ({ ...channel, unit: "raw" as const })) };
    expect(machineZone(raw, rated)).toBeNull();
  });

  test("the strictest of velocity and displacement rules", () => {
    const features = featuresAt(0, { level: 1, velocityRmsMmPerS: 1 });
    const proximity = {
      point: pointId("p"),
      quantity: "displacement",
      unit: "um",
      values: { rms: 60 },
      spectra: [],
      sensorFaults: [],
    } as const;
    const zone = machineZone({ ...features, channels: [...features.channels, proximity] }, { ...CONFIG, machineClass: GROUP_1_RIGID });
    expect(zone).toEqual({ zone: "C", point: "p", value: 60, limit: 90 });
  });
});
