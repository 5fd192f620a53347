import { expect, test } from "@jest/globals";
import { impactTrain } from "./impact-train.js";
import { BEARING, BEARING_FAULTS, CAGE_ORDER, STRIKE_ORDERS, STRIKE_SOURCES } from "./machine.js";
import { Random } from "./random.js";

test("the listed orders follow from the geometry that the configuration states", () => {
  const { balls, ballDiameterMm, pitchDiameterMm } = BEARING.geometry!;
  const ratio = ballDiameterMm / pitchDiameterMm;
  expect(STRIKE_ORDERS.bearing_outer_race).toBeCloseTo((balls / 2) * (1 - ratio), 4);
  expect(STRIKE_ORDERS.bearing_inner_race).toBeCloseTo((balls / 2) * (1 + ratio), 4);
  expect(STRIKE_ORDERS.bearing_rolling_element).toBeCloseTo((1 / ratio) * (1 - ratio ** 2), 4);
  expect(CAGE_ORDER).toBeCloseTo((1 - ratio) / 2, 4);
});

test("strikes come at the characteristic rate less the mean slip, in time order, and cover the acquisition", () => {
  for (const fault of BEARING_FAULTS) {
    const { timeS } = impactTrain(new Random(3), STRIKE_SOURCES[fault], 25, 0.01, 20);
    const rateHz = (timeS.length - 1) / (timeS.at(-1)! - timeS[0]!);
    expect(Math.abs(rateHz / (STRIKE_ORDERS[fault] * 25 * 0.99) - 1)).toBeLessThan(0.002);
    expect([...timeS].sort((a, b) => a - b)).toEqual(timeS);
    expect(timeS[0]).toBeLessThan(0);
    expect(timeS.at(-1)).toBeGreaterThan(20 - 0.05);
  }
});

test("an outer race defect always strikes loaded, the others are silent outside the load zone", () => {
  const silentShare = (fault: (typeof BEARING_FAULTS)[number]) => {
    const { strength } = impactTrain(new Random(4), STRIKE_SOURCES[fault], 25, 0, 20);
    return strength.filter((value) => value === 0).length / strength.length;
  };
  expect(silentShare("bearing_outer_race")).toBe(0);
  // ±78.5° of a turn is loaded.
  expect(silentShare("bearing_inner_race")).toBeCloseTo(0.564, 1);
  expect(silentShare("bearing_rolling_element")).toBeCloseTo(0.564, 1);
});
