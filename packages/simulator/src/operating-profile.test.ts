import { describe, expect, test } from "@jest/globals";
import { InvalidValue, pointId, SENSOR_FAULTS } from "@phm/domain";
import { sharesAt } from "./operating-profile.js";
import { simulateHealthy } from "./simulate-life.js";

const SMALL = { seed: 3, acquisitions: 6, samples: 1024 };

describe("an operating profile", () => {
  test("goes in a straight line from knot to knot, and stays before the first and after the last", () => {
    const profile = [
      { acquisition: 2, speedShare: 0.5 },
      { acquisition: 6, loadShare: 0.2 },
    ];
    expect([0, 2, 4, 6, 9].map((at) => sharesAt(profile, at).speedShare)).toEqual([0.5, 0.5, 0.75, 1, 1]);
    expect([0, 2, 4, 6, 9].map((at) => sharesAt(profile, at).loadShare)).toEqual([1, 1, 0.6, 0.2, 0.2]);
    expect(sharesAt([], 3)).toEqual({ speedShare: 1, loadShare: 1 });
  });

  test("shows in the stated speed and load, and a rated one changes no sample", () => {
    const [first, , , , , last] = [
      ...simulateHealthy({ ...SMALL, profile: [{ acquisition: 0 }, { acquisition: 5, speedShare: 0.5, loadShare: 0.5 }] }).acquisitions(),
    ];
    expect(last!.speedRpm! / first!.speedRpm!).toBeCloseTo(0.5, 1);
    expect(last!.loadN! / first!.loadN!).toBeLessThan(0.65);
    const [plain] = simulateHealthy(SMALL).acquisitions();
    expect(plain).not.toHaveProperty("loadN");
    expect(first!.channels).toEqual(plain!.channels);
  });

  test.each([
    [[{ acquisition: 1 }, { acquisition: 1 }], "profile[1].acquisition"],
    [[{ acquisition: 0, speedShare: 0 }], "profile[0].speedShare"],
    [[{ acquisition: 0, loadShare: 2 }], "profile[0].loadShare"],
  ])("a bad one is refused by name", (profile, field) => {
    expect(() => simulateHealthy({ ...SMALL, profile })).toThrow(InvalidValue);
    expect(() => simulateHealthy({ ...SMALL, profile })).toThrow(field);
  });
});

describe("a broken sensor", () => {
  test.each(SENSOR_FAULTS)("%s shows from its acquisition on, and nowhere else", (kind) => {
    const sound = [...simulateHealthy(SMALL).acquisitions()];
    const broken = [...simulateHealthy({ ...SMALL, brokenSensor: { kind, fromAcquisition: 3 } }).acquisitions()];
    expect(broken.slice(0, 3)).toEqual(sound.slice(0, 3));
    for (const [i, acquisition] of broken.entries()) if (i >= 3) expect(acquisition).not.toEqual(sound[i]);
    const vertical = (acquisition: (typeof sound)[number]) => acquisition.channels.find(({ point }) => point === pointId("de-vertical"));
    expect(broken.map(vertical)).toEqual(sound.map(vertical));
  });
});
