import type { Belt, BladedWheel, GearMesh } from "@phm/domain";
import type { FrequencyLine } from "./expected-frequency.js";

/** Teeth and blades are counted: nothing but the speed is uncertain. */
const EXACT = 0;
/** Belts creep by up to so much. */
const BELT_TOLERANCE_RATIO = 0.02;
const SHAFT_HARMONICS = [1, 2, 3];
const BELT_HARMONICS = [1, 2];
const MESH_HARMONICS = [1, 2];

const times = (k: number): string => (k === 1 ? "" : ` ${k}×`);

/** Shaft speed and its harmonics. */
export function shaftLines(shaft: string, shaftHz: number): FrequencyLine[] {
  return SHAFT_HARMONICS.map((k) => ({
    name: `shaft ${shaft} ${k}×`,
    kind: "shaft",
    element: shaft,
    hz: k * shaftHz,
    toleranceRatio: EXACT,
  }));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * Tooth meshing, its second harmonic, first sidebands at the speed of either shaft, and the hunting tooth: the rate at which the same two
 * teeth meet again, mesh × gcd / (z1 × z2).
 */
export function meshLines(mesh: GearMesh, drivingHz: number, drivenHz: number): FrequencyLine[] {
  const { id, drivingTeeth, drivenTeeth, drivingShaft, drivenShaft } = mesh;
  const meshHz = drivingTeeth * drivingHz;
  const line = (name: string, kind: FrequencyLine["kind"], hz: number): FrequencyLine => ({
    name,
    kind,
    element: id,
    hz,
    toleranceRatio: EXACT,
  });
  const sidebands = [
    [drivingShaft, drivingHz],
    [drivenShaft, drivenHz],
  ] as const;
  return [
    ...MESH_HARMONICS.map((k) => line(`gear mesh ${id}${times(k)}`, "gear_mesh", k * meshHz)),
    ...sidebands.flatMap(([shaft, shaftHz]) => [
      line(`gear mesh ${id} − shaft ${shaft}`, "gear_mesh_sideband", meshHz - shaftHz),
      line(`gear mesh ${id} + shaft ${shaft}`, "gear_mesh_sideband", meshHz + shaftHz),
    ]),
    line(
      `hunting tooth ${id}`,
      "hunting_tooth",
      (meshHz * greatestCommonDivisor(drivingTeeth, drivenTeeth)) / (drivingTeeth * drivenTeeth),
    ),
  ].filter(({ hz }) => hz > 0);
}

/** Turns of the belt itself, and twice that: pulley circumference over belt length, times shaft speed. None without the length. */
export function beltLines({ id, drivingPulleyDiameterMm, lengthMm }: Belt, drivingHz: number): FrequencyLine[] {
  if (lengthMm === undefined) return [];
  const beltHz = (Math.PI * drivingPulleyDiameterMm * drivingHz) / lengthMm;
  return BELT_HARMONICS.map((k) => ({
    name: `belt ${id}${times(k)}`,
    kind: "belt",
    element: id,
    hz: k * beltHz,
    toleranceRatio: BELT_TOLERANCE_RATIO,
  }));
}

/** Vanes or blades passing a standing edge, and twice that. */
export function bladeLines({ id, blades }: BladedWheel, shaftHz: number): FrequencyLine[] {
  return MESH_HARMONICS.map((k) => ({
    name: `blade pass ${id}${times(k)}`,
    kind: "blade_pass",
    element: id,
    hz: k * blades * shaftHz,
    toleranceRatio: EXACT,
  }));
}
