import type { AssetConfig } from "@phm/domain";
import { InvalidValue, shaftRatios } from "@phm/domain";
import { bearingLines } from "./bearing-frequencies.js";
import { electricalLines } from "./electrical-frequencies.js";
import type { ExpectedFrequency, UnusedInput } from "./expected-frequency.js";
import { beltLines, bladeLines, meshLines, shaftLines } from "./mechanical-frequencies.js";

/** What a machine shows at a speed, and what could not be used to tell. */
export interface ExpectedFrequencies {
  /** In rising order of frequency. */
  readonly frequencies: readonly ExpectedFrequency[];
  readonly unused: readonly UnusedInput[];
}

/**
 * Characteristic frequencies of a machine at a speed: shafts and their harmonics, gear meshes with sidebands and hunting tooth, belts,
 * blade passing, bearings (BPFO, BPFI, BSF, FTF), and for a motor on the mains line, twice line, pole pass and rotor bars.
 *
 * Without kinematics the machine is one shaft that carries the bearings of all points. Slip between belt and pulley is not counted.
 * Example: 1500 rpm, 20 teeth driving 60 -> mesh at 500 Hz, second shaft at 8.333 Hz.
 * @param speedRpm speed of the reference shaft, finite and above 0
 * @param supplyHz measured supply frequency; default: the asset's
 * @throws InvalidValue for a speed that is not above 0, and for kinematics that contradict themselves (the register refuses those)
 */
export function expectedFrequencies(config: AssetConfig, speedRpm: number, supplyHz = config.supplyHz): ExpectedFrequencies {
  if (!(Number.isFinite(speedRpm) && speedRpm > 0)) throw new InvalidValue("speedRpm", speedRpm, "finite and above 0", "no_speed");
  const { kinematics } = config;
  const referenceHz = speedRpm / 60;
  const ratios = kinematics ? shaftRatios(kinematics, config.ratedSpeedRpm) : new Map([[DEFAULT_SHAFT, 1]]);
  const shaftHz = (shaft: string) => referenceHz * (ratios.get(shaft) as number);
  const reference = kinematics?.referenceShaft ?? DEFAULT_SHAFT;
  const bearings = bearingLines(config, reference, shaftHz);
  const electrical = electricalLines(config, shaftHz(kinematics?.motor?.shaft ?? reference), supplyHz);
  const lines = [
    ...[...ratios.keys()].flatMap((shaft) => shaftLines(shaft, shaftHz(shaft))),
    ...(kinematics?.gearMeshes ?? []).flatMap((mesh) => meshLines(mesh, shaftHz(mesh.drivingShaft), shaftHz(mesh.drivenShaft))),
    ...(kinematics?.belts ?? []).flatMap((belt) => beltLines(belt, shaftHz(belt.drivingShaft))),
    ...(kinematics?.bladedWheels ?? []).flatMap((wheel) => bladeLines(wheel, shaftHz(wheel.shaft))),
    ...bearings.lines,
    ...electrical.lines,
  ];
  return {
    frequencies: lines.map((line) => ({ ...line, order: line.hz / referenceHz })).sort((a, b) => a.hz - b.hz),
    unused: [...bearings.unused, ...electrical.unused],
  };
}

/** What the only shaft is called where nobody has named it. */
const DEFAULT_SHAFT = "shaft";
