import { describe, expect, it } from "@jest/globals";
import type { AssetConfig } from "./asset-config.js";
import { checkAssetConfig } from "./check-asset-config.js";
import { assetRef, pointId } from "./ids.js";
import type { MachineKinematics } from "./machine-kinematics.js";

const kinematics: MachineKinematics = {
  referenceShaft: "motor",
  shafts: [{ id: "motor" }, { id: "output" }, { id: "fan" }],
  gearMeshes: [{ id: "G1", drivingShaft: "motor", drivenShaft: "output", drivingTeeth: 20, drivenTeeth: 60 }],
  belts: [
    { id: "B1", drivingShaft: "output", drivenShaft: "fan", drivingPulleyDiameterMm: 200, drivenPulleyDiameterMm: 100, lengthMm: 2000 },
  ],
  bladedWheels: [{ id: "W1", shaft: "fan", blades: 8 }],
  bearings: [{ id: "N1", shaft: "fan", bearing: { designation: "6310" } }],
  motor: { shaft: "motor", rotorBars: 28 },
};
const sound: AssetConfig = {
  ref: assetRef("default", "default", "F-1"),
  kind: "fan",
  component: "bearing",
  ratedSpeedRpm: 1475,
  supplyHz: 50,
  polePairs: 2,
  points: [{ id: pointId("h"), quantity: "acceleration", unit: "g", shaft: "fan" }],
  kinematics,
};
const withKinematics = (change: Partial<MachineKinematics>): AssetConfig => ({ ...sound, kinematics: { ...kinematics, ...change } });
const gear = kinematics.gearMeshes[0]!;
const belt = kinematics.belts[0]!;

describe("checkKinematics", () => {
  it("lets a sound machine pass", () => {
    expect(() => checkAssetConfig(sound)).not.toThrow();
  });

  it.each<[string, AssetConfig]>([
    ["kinematics.shafts[1].id", withKinematics({ shafts: [{ id: "motor" }, { id: "motor" }, { id: "fan" }] })],
    ["kinematics.gearMeshes[0].id", withKinematics({ gearMeshes: [{ ...gear, id: " " }] })],
    ["kinematics.gearMeshes[0].drivenTeeth", withKinematics({ gearMeshes: [{ ...gear, drivenTeeth: 0 }] })],
    ["kinematics.gearMeshes[0].drivingTeeth", withKinematics({ gearMeshes: [{ ...gear, drivingTeeth: 20.5 }] })],
    ["kinematics.gearMeshes[0].drivingShaft", withKinematics({ gearMeshes: [{ ...gear, drivingShaft: "x" }] })],
    ["kinematics.gearMeshes[0].drivenShaft", withKinematics({ gearMeshes: [{ ...gear, drivenShaft: "motor" }] })],
    ["kinematics.belts[0].lengthMm", withKinematics({ belts: [{ ...belt, lengthMm: 700 }] })],
    ["kinematics.belts[0].drivenPulleyDiameterMm", withKinematics({ belts: [{ ...belt, drivenPulleyDiameterMm: -1 }] })],
    ["kinematics.bladedWheels[0].blades", withKinematics({ bladedWheels: [{ id: "W1", shaft: "fan", blades: 0 }] })],
    ["kinematics.bladedWheels[0].shaft", withKinematics({ bladedWheels: [{ id: "W1", shaft: "x", blades: 8 }] })],
    ["kinematics.bearings[0].shaft", withKinematics({ bearings: [{ id: "N1", shaft: "x", bearing: {} }] })],
    [
      "kinematics.bearings[0].bearing.orders.bpfo",
      withKinematics({ bearings: [{ id: "N1", shaft: "fan", bearing: { orders: { bpfo: 5, bpfi: 3, bsf: 2, ftf: 0.4 } } }] }),
    ],
    ["kinematics.motor.shaft", withKinematics({ motor: { shaft: "x" } })],
    ["kinematics.motor.rotorBars", withKinematics({ motor: { shaft: "motor", rotorBars: 1 } })],
    ["kinematics.shafts[2].speedRatio", withKinematics({ shafts: [{ id: "motor" }, { id: "output" }, { id: "fan", speedRatio: 3 }] })],
    ["points[0].shaft", { ...sound, points: [{ ...sound.points[0]!, shaft: "x" }] }],
    ["polePairs", { ...sound, polePairs: 3 }],
    ["polePairs", { ...sound, polePairs: 1.5 }],
  ])("refuses a bad %s by name", (field, config) => {
    expect(() => checkAssetConfig(config)).toThrow(expect.objectContaining({ field }));
  });

  it("a point on a shaft of a machine without kinematics is refused", () => {
    const { kinematics: _, ...plain } = sound;
    expect(() => checkAssetConfig(plain)).toThrow(expect.objectContaining({ field: "points[0].shaft" }));
  });
});
