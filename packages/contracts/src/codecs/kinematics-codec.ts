import { create } from "@bufbuild/protobuf";
import type { MachineKinematics } from "@phm/domain";
import * as wire from "../gen/phm/asset/v1/asset_pb.js";
import { bearingFromWire, bearingToWire } from "./bearing-codec.js";
import { present } from "./optional-fields.js";

export function kinematicsToWire(kinematics: MachineKinematics): wire.MachineKinematics {
  const { referenceShaft, shafts, gearMeshes, belts, bladedWheels, bearings, motor } = kinematics;
  return create(wire.MachineKinematicsSchema, {
    referenceShaft,
    shafts: shafts.map((shaft) => create(wire.ShaftSchema, { ...shaft })),
    gearMeshes: gearMeshes.map((mesh) => create(wire.GearMeshSchema, { ...mesh })),
    belts: belts.map((belt) => create(wire.BeltSchema, { ...belt })),
    bladedWheels: bladedWheels.map((wheel) => create(wire.BladedWheelSchema, { ...wheel })),
    bearings: bearings.map(({ id, shaft, bearing }) => create(wire.MountedBearingSchema, { id, shaft, bearing: bearingToWire(bearing) })),
    ...present({ motor: motor && create(wire.MotorRotorSchema, { ...motor }) }),
  });
}

export function kinematicsFromWire(message: wire.MachineKinematics): MachineKinematics {
  const { referenceShaft, motor } = message;
  return {
    referenceShaft,
    shafts: message.shafts.map(({ id, speedRatio, ratedSpeedRpm }) => ({ id, ...present({ speedRatio, ratedSpeedRpm }) })),
    gearMeshes: message.gearMeshes.map(({ id, drivingShaft, drivenShaft, drivingTeeth, drivenTeeth }) => ({
      id,
      drivingShaft,
      drivenShaft,
      drivingTeeth,
      drivenTeeth,
    })),
    belts: message.belts.map(({ id, drivingShaft, drivenShaft, drivingPulleyDiameterMm, drivenPulleyDiameterMm, lengthMm }) => ({
      id,
      drivingShaft,
      drivenShaft,
      drivingPulleyDiameterMm,
      drivenPulleyDiameterMm,
      ...present({ lengthMm }),
    })),
    bladedWheels: message.bladedWheels.map(({ id, shaft, blades }) => ({ id, shaft, blades })),
    bearings: message.bearings.map(({ id, shaft, bearing }) => ({ id, shaft, bearing: bearing ? bearingFromWire(bearing) : {} })),
    ...present({ motor: motor && { shaft: motor.shaft, ...present({ rotorBars: motor.rotorBars }) } }),
  };
}
