import { describe, expect, test } from "@jest/globals";
import type { AssetConfig, ChannelFeatures, MachineKinematics } from "@phm/domain";
import { pointId } from "@phm/domain";
import fc from "fast-check";
import { acquisitionOf, MACHINE, SHAFT_HZ, type SyntheticVibration, vibrationOf } from "../../test/synthetic-machine.js";
import { readShaftSpeed } from "./read-shaft-speed.js";
import { chanceNats } from "./shaft-comb.js";

const TRUE_RPM = 60 * SHAFT_HZ;
const ROTOR: SyntheticVibration = { orders: { 1: 1, 2: 0.4, 3: 0.3 } };
/** Rises with the test: a stated speed that is wrong by up to 8 %. */
const errors = fc.double({ min: -0.08, max: 0.08, noNaN: true });

function read(vibration: SyntheticVibration, statedRpm: number, config: AssetConfig = MACHINE, more: readonly ChannelFeatures[] = []) {
  const found = readShaftSpeed(acquisitionOf(0, [...vibrationOf(vibration), ...more], {}, statedRpm), config);
  if (!found) throw new Error("a speed is stated");
  return found;
}

const withoutSupply = (({ supplyHz: _, ...rest }) => rest)(MACHINE);
const familyOf = (hz: number, height: number, count = 6) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [(i + 1) * hz, height]));

describe("the speed of a shaft", () => {
  test("is read within its uncertainty, whatever the stated one is within ±8 %, from the orders that stand out", () => {
    fc.assert(
      fc.property(errors, fc.integer({ min: 1, max: 1e6 }), (error, seed) => {
        const found = read({ ...ROTOR, seed }, TRUE_RPM * (1 + error));
        expect(found.abstained).toBeNull();
        expect(found.orders).toEqual([1, 2, 3]);
        expect(Math.abs(found.shaftHz - SHAFT_HZ)).toBeLessThan(2 * (found.uncertaintyHz ?? 0));
        expect(found.uncertaintyHz).toBeLessThan(0.02);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  test("stays the stated one in noise: of a thousand records a speed is read in one, at most five by chance", () => {
    let readings = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const [channel] = vibrationOf({ seed: 7 * seed });
      const found = readShaftSpeed(acquisitionOf(0, [channel!], {}, TRUE_RPM), withoutSupply);
      if (found?.abstained === null) readings += 1;
      else expect(found).toMatchObject({ shaftHz: SHAFT_HZ, uncertaintyHz: null, isCorrected: false });
    }
    expect(readings).toBeLessThanOrEqual(5);
  });

  test("is not told by one line, however high, nor by the even orders of another shaft", () => {
    expect(read({ orders: { 1: 50 } }, TRUE_RPM * 1.05).abstained).toBe("faint");
    expect(read({ orders: { 2: 1, 4: 1, 6: 1 } }, TRUE_RPM * 1.05).abstained).toBe("faint");
  });

  test("is not told where two speeds explain as much", () => {
    const found = read({ orders: ROTOR.orders!, hz: { 31.5: 1, 63: 0.4, 94.5: 0.3 } }, TRUE_RPM * 0.97);
    expect(found).toMatchObject({ abstained: "ambiguous", isCorrected: false });
  });

  test("is the stated one where that explains the lines, also beside a stronger comb of something else", () => {
    const found = read({ orders: { 1: 0.2, 2: 0.1 }, hz: { 31.5: 3 } }, TRUE_RPM);
    expect(found.isCorrected).toBe(false);
    expect(found.shaftHz).toBeCloseTo(SHAFT_HZ, 1);
  });

  test("is not sought where a tachometer measured it, nor in spectra that are too coarse", () => {
    const tacho: ChannelFeatures = { ...vibrationOf({})[0]!, point: pointId("t"), quantity: "tachometer", unit: "V", spectra: [] };
    expect(read(ROTOR, 1.05 * TRUE_RPM, MACHINE, [tacho])).toMatchObject({ abstained: "tachometer", isCorrected: false });
    expect(read(ROTOR, 600).abstained).toBe("too_coarse");
  });

  test("is not known where nobody states one to begin from", () => {
    const { ratedSpeedRpm: _, ...unrated } = MACHINE;
    expect(readShaftSpeed(acquisitionOf(0, vibrationOf(ROTOR), {}, null), unrated)).toBeNull();
  });
});

describe("lines of the supply", () => {
  /** A motor of two poles at 49 Hz, slip 2 %. */
  const SLIPPING: SyntheticVibration = { hz: familyOf(49, 0.4) };
  const MAINS = familyOf(50, 2);

  test("do not drag the speed of a motor of two poles, 1 Hz below the mains, whatever speed is stated", () => {
    fc.assert(
      fc.property(errors, (error) => {
        const found = read({ hz: { ...MAINS, ...SLIPPING.hz } }, 2940 * (1 + error));
        expect(found.abstained).toBeNull();
        expect(Math.abs(found.shaftHz - 49)).toBeLessThan(0.05);
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  test("are not a shaft where the supply is known", () => {
    expect(read({ hz: MAINS }, 2940)).toMatchObject({ abstained: "faint", shaftHz: 49 });
  });

  test("of a measured frequency are left out there: an inverter at 41 Hz", () => {
    const current: ChannelFeatures = {
      ...{ point: pointId("a"), quantity: "current", unit: "A", spectra: [], sensorFaults: [] },
      values: { fundamentalHz: 41 },
    };
    expect(read({ hz: familyOf(41, 2) }, 60 * 40, MACHINE, [current]).abstained).toBe("faint");
    expect(read({ hz: familyOf(41, 2) }, 60 * 40).shaftHz).toBeCloseTo(41, 1);
  });

  test("may be a shaft's where nobody states the supply: what rests on them is marked, unless the speed is the stated one", () => {
    expect(read({ hz: MAINS }, 3100, withoutSupply)).toMatchObject({ mayBeSupply: true, isCorrected: true });
    expect(read({ hz: MAINS }, 3000, withoutSupply)).toMatchObject({ mayBeSupply: false, isCorrected: false });
  });
});

describe("machines of several shafts", () => {
  const shafts = [{ id: "in" }, { id: "out" }];
  const none = { gearMeshes: [], belts: [], bladedWheels: [], bearings: [] };
  const pointsOn = (shaft: string) => MACHINE.points.map((point) => (point.id === "v" ? { ...point, shaft } : point));
  const on = (kinematics: MachineKinematics): AssetConfig => ({ ...MACHINE, kinematics, points: pointsOn("out") });

  test("tell the speed by the lines of every shaft that gears tie to the stated one", () => {
    const gearMeshes = [{ id: "G", drivingShaft: "in", drivenShaft: "out", drivingTeeth: 20, drivenTeeth: 25 }];
    const geared = on({ referenceShaft: "in", shafts, ...none, gearMeshes });
    fc.assert(
      fc.property(errors, (error) => {
        const found = read({ orders: { 1: 0.5, 0.8: 0.4, 1.6: 0.2 } }, TRUE_RPM * (1 + error), geared);
        expect(found.orders).toEqual([0.8, 1, 1.6]);
        expect(found.shaftHz).toBeCloseTo(SHAFT_HZ, 1);
        expect(found.ratios.get("out")).toBeCloseTo(0.8, 12);
      }),
      { numRuns: 20, seed: 6 },
    );
  });

  test("tell two shafts of a belt apart that turn at nearly one speed, and how far the belt creeps", () => {
    const belts = [{ id: "B", drivingShaft: "in", drivenShaft: "out", drivingPulleyDiameterMm: 106, drivenPulleyDiameterMm: 100 }];
    const belted = on({ referenceShaft: "in", shafts, ...none, belts });
    const creeping = { orders: familyOf(1, 0.4), hz: familyOf(31.5, 0.4) };
    for (const statedRpm of [TRUE_RPM, 0.96 * TRUE_RPM, 1.03 * TRUE_RPM]) {
      const found = read(creeping, statedRpm, belted);
      expect(found.shaftHz).toBeCloseTo(SHAFT_HZ, 1);
      expect(found.ratios.get("out")).toBeCloseTo(31.5 / 30, 2);
    }
  });
});

test("the threshold of a comb is that of a sum of exponential values, over all trials", () => {
  // One value: P = exp(-x). Six values, 100 trials, 1 in 1000: the tail of Gamma(6) at 1e-5.
  expect(chanceNats(1, 1, 0.001)).toBeCloseTo(Math.log(1000), 6);
  const nats = chanceNats(6, 100, 0.001);
  const tail = Math.exp(-nats) * [1, 1, 2, 6, 24, 120].reduce((sum, factorial, j) => sum + nats ** j / factorial, 0);
  expect(tail).toBeCloseTo(1e-5, 9);
});
