import { describe, expect, test } from "@jest/globals";
import {
  type Acquisition,
  type AssetConfig,
  acquisitionId,
  assetRef,
  type MeasurementPoint,
  parseTimeNs,
  pointId,
  type Quantity,
} from "@phm/domain";
import { shortedPhase } from "@phm/dsp";
import fc from "fast-check";
import { createManipulator } from "../manipulate.js";

const RATE_HZ = 5000;
const SAMPLES = 5000;
const REF = assetRef("acme", "plant-1", "motor-1");

type Phases = Readonly<Record<string, readonly [amplitude: number, phaseDeg: number]>>;
const BALANCED: Phases = { a: [10, 0], b: [10, -120], c: [10, 120] };

function point(id: string, quantity: Quantity = "current"): MeasurementPoint {
  return { id: pointId(id), quantity, unit: quantity === "current" ? "A" : "g" };
}

function acrossOf(phases: Phases, points: readonly MeasurementPoint[] = Object.keys(phases).map((id) => point(id))) {
  const channels = Object.entries(phases).map(([id, [amplitude, phaseDeg]]) => {
    const samples = Float32Array.from(
      { length: SAMPLES },
      (_, i) => amplitude * Math.cos((2 * Math.PI * 50.02 * i) / RATE_HZ + (phaseDeg * Math.PI) / 180),
    );
    return {
      point: pointId(id),
      quantity: "current",
      unit: "A",
      encoding: "f32le",
      scale: 1,
      data: new Uint8Array(samples.buffer),
    } as const;
  });
  const acquisition: Acquisition = {
    ref: REF,
    id: acquisitionId("000001"),
    timeBase: "recorded",
    startTimeNs: parseTimeNs("2026-01-31T06:00:00Z"),
    sampleRateHz: RATE_HZ,
    samples: SAMPLES,
    channels,
  };
  const config: AssetConfig = { ref: REF, kind: "motor", component: "stator", supplyHz: 50, points };
  return createManipulator().manipulate(acquisition, config).acrossChannels;
}

describe("figures across phase currents", () => {
  test("a balanced motor has its current and nothing else", () => {
    const across = acrossOf(BALANCED);
    expect(across.currentPositiveSequenceRms).toBeCloseTo(10 / Math.SQRT2, 3);
    expect(across.currentPhaseRotation).toBe(1);
    expect(across.currentNegativeSequenceRatio).toBeCloseTo(0, 4);
    expect(across.currentZeroSequenceRatio).toBeCloseTo(0, 4);
    expect(across.currentUnbalanceRatio).toBeCloseTo(0, 4);
    expect(across.currentParkAxisRatio).toBeCloseTo(1, 3);
    expect(across.currentParkTwiceSupplyRatio).toBeCloseTo(0, 3);
  });

  test("one phase of 13 A beside two of 10 A has the closed-form unbalance, at 0°", () => {
    const across = acrossOf({ ...BALANCED, a: [13, 0] });
    expect(across.currentNegativeSequenceRatio).toBeCloseTo(1 / 11, 4);
    expect(across.currentNegativeSequenceAngleDeg).toBeCloseTo(0, 1);
    expect(across.currentZeroSequenceRatio).toBeCloseTo(1 / 11, 4);
    expect(across.currentUnbalanceRatio).toBeCloseTo(2 / 11, 4);
    expect(across.currentParkAxisRatio).toBeCloseTo(10 / 12, 3);
  });

  test("the shorted phase is named by point, in whatever order the channels and the points come", () => {
    const orders = fc.shuffledSubarray(["ia", "ib", "ic"], { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(orders, orders, fc.constantFrom(0, 1, 2), fc.boolean(), (channels, points, shorted, reversed) => {
        const phaseOf = (id: string): [string, [number, number]] => {
          const index = ["ia", "ib", "ic"].indexOf(id);
          const angleDeg = (reversed ? 1 : -1) * 120 * index;
          // The current of phase `shorted` is 1.3 times as large and leads by 15°.
          return [id, index === shorted ? [13, angleDeg + 15] : [10, angleDeg]];
        };
        const across = acrossOf(
          Object.fromEntries(channels.map(phaseOf)),
          points.map((id) => point(id)),
        );
        const order = across.currentPhaseRotation === 1 ? "abc" : "acb";
        expect(order).toBe(reversed ? "acb" : "abc");
        expect(shortedPhase(across.currentNegativeSequenceAngleDeg as number, order)).toBe("abc"[shorted]);
      }),
      { numRuns: 20 },
    );
  });

  test("two measured phases leave out the zero sequence alone", () => {
    const across = acrossOf({ ia: [10, 0], ib: [10, -120] });
    expect(across.currentNegativeSequenceRatio).toBeCloseTo(0, 4);
    expect(Object.keys(across)).not.toContain("currentZeroSequenceRatio");
  });

  test("currents that the configuration does not name are taken in the order of the channels", () => {
    expect(acrossOf(BALANCED, [point("de", "acceleration")]).currentPhaseRotation).toBe(1);
  });

  test.each<[string, Phases, MeasurementPoint[] | undefined]>([
    ["one current", { a: [10, 0] }, undefined],
    ["four currents", { ...BALANCED, d: [10, 0] }, undefined],
    ["a phase that was not delivered", { a: [10, 0], b: [10, -120] }, ["a", "b", "c"].map((id) => point(id))],
    ["a phase that is flat", { ...BALANCED, c: [0, 0] }, undefined],
  ])("there are none for %s", (_, phases, points) => {
    expect(acrossOf(phases, points)).toEqual({});
  });
});
