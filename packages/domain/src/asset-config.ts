import type { Bearing } from "./bearing.js";
import type { Criticality } from "./criticality.js";
import type { AssetRef, PointId } from "./ids.js";
import type { MachineKinematics } from "./machine-kinematics.js";
import type { Quantity, Unit } from "./quantity.js";
import type { TimeNs } from "./time.js";
import type { TimeScale } from "./time-scale.js";

/** ISO 20816-3 machine group by rated power (1: above 300 kW, 2: 15 to 300 kW) and the stiffness of its support. */
export interface MachineClass {
  readonly group: 1 | 2;
  readonly support: "rigid" | "flexible";
}

/** Where a sensor sits and what it measures. */
export interface MeasurementPoint {
  readonly id: PointId;
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly axis?: string;
  readonly location?: string;
  readonly bearing?: Bearing;
  /** The shaft of `kinematics` that the bearing sits on; absent: the reference shaft. */
  readonly shaft?: string;
}

/** A running-hours counter, read once. */
export interface RunningHours {
  readonly hours: number;
  readonly asOfNs: TimeNs;
}

/** What the services must know of a machine. Owned by workorders (the asset register), watched by the others. */
export interface AssetConfig {
  readonly ref: AssetRef;
  readonly kind: string;
  readonly ratedSpeedRpm?: number;
  readonly supplyHz?: number;
  readonly polePairs?: number;
  readonly radialLoadN?: number;
  /** Absent where nobody has stated it: then absolute zones abstain. */
  readonly machineClass?: MachineClass;
  /** Absent where nobody has stated it: then advice goes by `medium`. */
  readonly criticality?: Criticality;
  /** How fast machines of its class wear. Absent where nobody has stated it: then `overload_rig`. */
  readonly timeScale?: TimeScale;
  /** When the machine was truly taken into service. Absent where nobody knows: design life then abstains, and nothing else asks for it. */
  readonly commissionedAtNs?: TimeNs;
  /** Absent: design life takes the machine to have run all the time. */
  readonly runningHours?: RunningHours;
  /** The component a work order names, e.g. `bearing`. */
  readonly component: string;
  readonly points: readonly MeasurementPoint[];
  /** Its machine is not in use, by the equipment register: what is measured meanwhile says nothing of its health. */
  readonly outOfUse?: OutOfUse;
  /** How often its machine came back from repair, by the equipment register; absent: never. With each the machine is learnt anew. */
  readonly repairs?: number;
  /** What turns inside; absent: one shaft, whose speed acquisitions state. */
  readonly kinematics?: MachineKinematics;
}

export const OUT_OF_USE = ["in_repair", "retired"] as const;
export type OutOfUse = (typeof OUT_OF_USE)[number];

/** Something in a configuration that is no error, but that the suite cannot use. */
export interface ConfigNotice {
  /** Where it stands, e.g. `points[0].bearing.designation`. */
  readonly field: string;
  readonly value: string;
  readonly noticeEn: string;
  readonly noticeZh: string;
}
