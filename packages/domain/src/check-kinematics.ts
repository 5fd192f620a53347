import type { AssetConfig } from "./asset-config.js";
import { checkBearing } from "./check-bearing.js";
import { checkPositive, checkWhole, checkWords } from "./check-fields.js";
import { InvalidValue } from "./invalid-value.js";
import type { MachineKinematics } from "./machine-kinematics.js";
import { shaftRatios } from "./shaft-ratios.js";

const MAX_ELEMENTS = 256;
const MAX_TEETH = 10_000;
const MAX_BLADES = 1_000;
/** A motor turns a little slower than its field; more than this below it, or above it, the figures are of different machines. */
const MAX_SLIP_SHARE = 0.25;
const MAX_OVERSPEED_SHARE = 0.02;

/**
 * Checks that the parts of a machine name each other rightly and that their ratios agree.
 * @throws InvalidValue with the field, the value and the limit, for the first rule that is broken
 */
export function checkKinematics(
  kinematics: MachineKinematics,
  config: Pick<AssetConfig, "ratedSpeedRpm" | "supplyHz" | "polePairs">,
): void {
  checkIds(kinematics);
  checkFigures(kinematics);
  checkShaftNames(kinematics);
  const ratios = shaftRatios(kinematics, config.ratedSpeedRpm);
  checkMotorSpeed(kinematics, ratios, config);
}

function checkIds(kinematics: MachineKinematics): void {
  for (const name of ["shafts", "gearMeshes", "belts", "bladedWheels", "bearings"] as const) {
    const elements = kinematics[name];
    const field = `kinematics.${name}`;
    if (elements.length > MAX_ELEMENTS) throw new InvalidValue(field, `${elements.length} elements`, `at most ${MAX_ELEMENTS}`);
    const seen = new Set<string>();
    elements.forEach(({ id }, i) => {
      checkWords(`${field}[${i}].id`, id);
      if (seen.has(id)) throw new InvalidValue(`${field}[${i}].id`, id, "named once", "repeated_id");
      seen.add(id);
    });
  }
}

function checkFigures({ shafts, gearMeshes, belts, bladedWheels, bearings, motor }: MachineKinematics): void {
  shafts.forEach((shaft, i) => {
    checkPositive(`kinematics.shafts[${i}].speedRatio`, shaft.speedRatio);
    checkPositive(`kinematics.shafts[${i}].ratedSpeedRpm`, shaft.ratedSpeedRpm);
  });
  gearMeshes.forEach((mesh, i) => {
    checkWhole(`kinematics.gearMeshes[${i}].drivingTeeth`, mesh.drivingTeeth, 1, MAX_TEETH);
    checkWhole(`kinematics.gearMeshes[${i}].drivenTeeth`, mesh.drivenTeeth, 1, MAX_TEETH);
  });
  belts.forEach((belt, i) => {
    checkBelt(belt, `kinematics.belts[${i}]`);
  });
  bladedWheels.forEach((wheel, i) => {
    checkWhole(`kinematics.bladedWheels[${i}].blades`, wheel.blades, 1, MAX_BLADES);
  });
  bearings.forEach(({ bearing }, i) => {
    checkBearing(bearing, `kinematics.bearings[${i}].bearing`);
  });
  if (motor?.rotorBars !== undefined) checkWhole("kinematics.motor.rotorBars", motor.rotorBars, 3, MAX_BLADES);
}

function checkBelt(belt: MachineKinematics["belts"][number], field: string): void {
  const { drivingPulleyDiameterMm, drivenPulleyDiameterMm, lengthMm } = belt;
  checkPositive(`${field}.drivingPulleyDiameterMm`, drivingPulleyDiameterMm);
  checkPositive(`${field}.drivenPulleyDiameterMm`, drivenPulleyDiameterMm);
  checkPositive(`${field}.lengthMm`, lengthMm);
  const shortestMm = shortestBeltMm(drivingPulleyDiameterMm, drivenPulleyDiameterMm);
  if (lengthMm !== undefined && lengthMm < shortestMm) {
    throw new InvalidValue(
      `${field}.lengthMm`,
      lengthMm,
      `at least ${shortestMm.toFixed(1)}, to lie around both pulleys`,
      "impossible_geometry",
    );
  }
}

/** Length of an open belt over two pulleys that touch: nothing shorter goes around both. */
function shortestBeltMm(oneMm: number, otherMm: number): number {
  const centresMm = (oneMm + otherMm) / 2;
  const wrap = Math.asin(Math.abs(oneMm - otherMm) / (oneMm + otherMm));
  return 2 * centresMm * Math.cos(wrap) + (oneMm + otherMm) * (Math.PI / 2) + Math.abs(oneMm - otherMm) * wrap;
}

function checkShaftNames({ shafts, gearMeshes, belts, bladedWheels, bearings, motor }: MachineKinematics): void {
  const ids = new Set(shafts.map((shaft) => shaft.id));
  const checkShaft = (field: string, id: string) => {
    if (!ids.has(id)) throw new InvalidValue(field, id, "the id of one of the shafts", "unknown_shaft");
  };
  const links = [
    ...gearMeshes.map((mesh, i) => ({ mesh, field: `kinematics.gearMeshes[${i}]` })),
    ...belts.map((mesh, i) => ({ mesh, field: `kinematics.belts[${i}]` })),
  ];
  for (const { mesh, field } of links) {
    checkShaft(`${field}.drivingShaft`, mesh.drivingShaft);
    checkShaft(`${field}.drivenShaft`, mesh.drivenShaft);
    if (mesh.drivingShaft === mesh.drivenShaft) {
      throw new InvalidValue(`${field}.drivenShaft`, mesh.drivenShaft, "another shaft than the driving one", "contradictory_train");
    }
  }
  bladedWheels.forEach((wheel, i) => {
    checkShaft(`kinematics.bladedWheels[${i}].shaft`, wheel.shaft);
  });
  bearings.forEach((bearing, i) => {
    checkShaft(`kinematics.bearings[${i}].shaft`, bearing.shaft);
  });
  if (motor) checkShaft("kinematics.motor.shaft", motor.shaft);
}

/** A motor's rated speed lies just below the speed of its field, 60 × supply / pole pairs. */
function checkMotorSpeed(
  { motor, shafts, referenceShaft }: MachineKinematics,
  ratios: ReadonlyMap<string, number>,
  { ratedSpeedRpm, supplyHz, polePairs }: Pick<AssetConfig, "ratedSpeedRpm" | "supplyHz" | "polePairs">,
): void {
  const referenceRpm = shafts.find((shaft) => shaft.id === referenceShaft)?.ratedSpeedRpm ?? ratedSpeedRpm;
  if (!motor || referenceRpm === undefined || supplyHz === undefined || polePairs === undefined) return;
  const motorRpm = referenceRpm * (ratios.get(motor.shaft) as number);
  const fieldRpm = (60 * supplyHz) / polePairs;
  const [lowest, highest] = [fieldRpm * (1 - MAX_SLIP_SHARE), fieldRpm * (1 + MAX_OVERSPEED_SHARE)];
  if (motorRpm >= lowest && motorRpm <= highest) return;
  const limit = `such that the motor turns at ${lowest.toFixed(0)} to ${highest.toFixed(0)} rpm (it would turn at ${motorRpm.toFixed(0)})`;
  throw new InvalidValue("polePairs", polePairs, limit, "contradictory_speed");
}
