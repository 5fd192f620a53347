import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { MachineKinematics } from "./machine-kinematics.js";
import { shaftRatios } from "./shaft-ratios.js";

const mesh = (id: string, drivingShaft: string, drivenShaft: string, drivingTeeth: number, drivenTeeth: number) => ({
  id,
  drivingShaft,
  drivenShaft,
  drivingTeeth,
  drivenTeeth,
});
const machine = (change: Partial<MachineKinematics>): MachineKinematics => ({
  referenceShaft: "a",
  shafts: [{ id: "a" }, { id: "b" }, { id: "c" }],
  gearMeshes: [mesh("1", "a", "b", 20, 60), mesh("2", "b", "c", 30, 15)],
  belts: [],
  bladedWheels: [],
  bearings: [],
  ...change,
});

describe("shaftRatios", () => {
  it("follows gears in either direction", () => {
    expect(Object.fromEntries(shaftRatios(machine({})))).toEqual({ a: 1, b: 20 / 60, c: (20 / 60) * 2 });
    const fromTheEnd = shaftRatios(machine({ referenceShaft: "c" }));
    expect(fromTheEnd.get("a")).toBeCloseTo(1.5, 12);
  });

  it("takes belts, stated ratios and rated speeds where gears do not reach", () => {
    const belt = { id: "b", drivingShaft: "a", drivenShaft: "b", drivingPulleyDiameterMm: 100, drivenPulleyDiameterMm: 200 };
    const ratios = shaftRatios(
      machine({ gearMeshes: [], belts: [belt], shafts: [{ id: "a" }, { id: "b" }, { id: "c", ratedSpeedRpm: 500 }] }),
      1500,
    );
    expect(Object.fromEntries(ratios)).toEqual({ a: 1, b: 0.5, c: 500 / 1500 });
    const stated = machine({ gearMeshes: [mesh("2", "b", "c", 30, 15)], shafts: [{ id: "a" }, { id: "b" }, { id: "c", speedRatio: 4 }] });
    expect(shaftRatios(stated).get("b")).toBe(2);
  });

  it("accepts a loop whose ratios agree: a split train", () => {
    expect(shaftRatios(machine({ gearMeshes: [...machine({}).gearMeshes, mesh("3", "a", "c", 20, 30)] })).get("c")).toBeCloseTo(2 / 3, 12);
  });

  it.each<[string, MachineKinematics, number | undefined]>([
    ["kinematics.gearMeshes[2]", machine({ gearMeshes: [...machine({}).gearMeshes, mesh("3", "a", "c", 20, 31)] }), undefined],
    ["kinematics.shafts[1].speedRatio", machine({ shafts: [{ id: "a" }, { id: "b", speedRatio: 0.4 }, { id: "c" }] }), undefined],
    ["kinematics.shafts[2].ratedSpeedRpm", machine({ shafts: [{ id: "a" }, { id: "b" }, { id: "c", ratedSpeedRpm: 1500 }] }), 1500],
    ["kinematics.shafts[0].speedRatio", machine({ shafts: [{ id: "a", speedRatio: 2 }, { id: "b" }, { id: "c" }] }), undefined],
    ["kinematics.shafts[2]", machine({ gearMeshes: [mesh("1", "a", "b", 20, 60)] }), undefined],
    ["kinematics.referenceShaft", machine({ referenceShaft: "z" }), undefined],
  ])("refuses a train that contradicts itself or leaves a speed open: %s", (field, kinematics, ratedSpeedRpm) => {
    expect(() => shaftRatios(kinematics, ratedSpeedRpm)).toThrow(expect.objectContaining({ field }));
  });

  it("does not depend on the order in which meshes and shafts are listed", () => {
    const teeth = fc.array(fc.tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 10, max: 99 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(teeth, fc.infiniteStream(fc.nat()), (pairs, random) => {
        const shafts = Array.from({ length: pairs.length + 1 }, (_, i) => ({ id: `s${i}` }));
        const gearMeshes = pairs.map(([driving, driven], i) => mesh(`m${i}`, `s${i}`, `s${i + 1}`, driving, driven));
        const train = machine({ referenceShaft: "s0", shafts, gearMeshes });
        const key = () => random.next().value as number;
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map((item) => ({ item, key: key() }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const expected = shaftRatios(train);
        const mixed = shaftRatios({ ...train, shafts: shuffled(shafts), gearMeshes: shuffled(gearMeshes) });
        for (const [id, ratio] of expected) expect(mixed.get(id)).toBeCloseTo(ratio, 9);
      }),
    );
  });
});
