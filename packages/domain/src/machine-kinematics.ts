import type { Bearing } from "./bearing.js";

/** A shaft. Its speed follows from the gears and belts, else from the stated ratio, else from the rated speeds. */
export interface Shaft {
  readonly id: string;
  /** Turns per turn of the reference shaft. */
  readonly speedRatio?: number;
  readonly ratedSpeedRpm?: number;
}

/** Two gear wheels in mesh, on shafts that stand in the housing (of a planetary stage, state the shafts' speed ratios instead). */
export interface GearMesh {
  readonly id: string;
  readonly drivingShaft: string;
  readonly drivenShaft: string;
  readonly drivingTeeth: number;
  readonly drivenTeeth: number;
}

/** A belt over two pulleys; pulley diameters are those at which the belt runs. */
export interface Belt {
  readonly id: string;
  readonly drivingShaft: string;
  readonly drivenShaft: string;
  readonly drivingPulleyDiameterMm: number;
  readonly drivenPulleyDiameterMm: number;
  /** Needed for the belt's own frequency. */
  readonly lengthMm?: number;
}

/** An impeller or fan wheel: vanes or blades pass a standing edge. */
export interface BladedWheel {
  readonly id: string;
  readonly shaft: string;
  readonly blades: number;
}

/** A bearing of the machine, on its shaft, whether or not a sensor sits at it. */
export interface MountedBearing {
  readonly id: string;
  readonly shaft: string;
  readonly bearing: Bearing;
}

/** The electric motor; its pole pairs and supply frequency are those of the asset. */
export interface MotorRotor {
  readonly shaft: string;
  readonly rotorBars?: number;
}

/** What turns in a machine, and how fast against each other. */
export interface MachineKinematics {
  /** The shaft whose speed acquisitions and `ratedSpeedRpm` of the asset state. */
  readonly referenceShaft: string;
  readonly shafts: readonly Shaft[];
  readonly gearMeshes: readonly GearMesh[];
  readonly belts: readonly Belt[];
  readonly bladedWheels: readonly BladedWheel[];
  readonly bearings: readonly MountedBearing[];
  readonly motor?: MotorRotor;
}
