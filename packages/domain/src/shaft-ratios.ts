import { InvalidValue } from "./invalid-value.js";
import type { MachineKinematics, Shaft } from "./machine-kinematics.js";

/** Teeth fix a ratio exactly. */
const TEETH_TOLERANCE = 1e-9;
/** A stated ratio is rounded. */
const STATED_TOLERANCE = 0.01;
/** Belts creep, and rated speeds are those of one load: ratios from them agree within this share. */
const SLIP_TOLERANCE = 0.03;

/** A gear mesh or belt: turns of the driven shaft per turn of the driving one. */
interface Link {
  readonly field: string;
  readonly driving: string;
  readonly driven: string;
  readonly ratio: number;
  readonly tolerance: number;
}

interface KnownRatio {
  readonly ratio: number;
  /** Of all links on the way from the reference shaft, the loosest. */
  readonly tolerance: number;
}

function linksOf({ gearMeshes, belts }: MachineKinematics): Link[] {
  return [
    ...gearMeshes.map((mesh, i) => ({
      field: `kinematics.gearMeshes[${i}]`,
      driving: mesh.drivingShaft,
      driven: mesh.drivenShaft,
      ratio: mesh.drivingTeeth / mesh.drivenTeeth,
      tolerance: TEETH_TOLERANCE,
    })),
    ...belts.map((belt, i) => ({
      field: `kinematics.belts[${i}]`,
      driving: belt.drivingShaft,
      driven: belt.drivenShaft,
      ratio: belt.drivingPulleyDiameterMm / belt.drivenPulleyDiameterMm,
      tolerance: SLIP_TOLERANCE,
    })),
  ];
}

const shown = (ratio: number): string => String(Number(ratio.toPrecision(5)));
const isFar = (ratio: number, from: number, tolerance: number): boolean => Math.abs(ratio / from - 1) > tolerance;

/** Carries ratios over links until nothing new is found; a link between two known shafts must agree with them. */
function spread(known: Map<string, KnownRatio>, links: readonly Link[]): void {
  let open = links;
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter((link) => !carry(known, link));
  }
}

/** True when the link has been used: it has carried a ratio, or agrees with what is known. */
function carry(known: Map<string, KnownRatio>, { field, driving, driven, ratio, tolerance }: Link): boolean {
  const [from, to] = [known.get(driving), known.get(driven)];
  if (from && to) {
    const slack = from.tolerance + to.tolerance + tolerance;
    if (isFar(from.ratio * ratio, to.ratio, slack)) {
      const limit = `${shown(to.ratio / from.ratio)} within ${shown(100 * slack)} %, the ratio of ${driven} to ${driving} by the rest of the train`;
      throw new InvalidValue(field, shown(ratio), limit, "contradictory_train");
    }
    return true;
  }
  if (from) known.set(driven, { ratio: from.ratio * ratio, tolerance: from.tolerance + tolerance });
  else if (to) known.set(driving, { ratio: to.ratio / ratio, tolerance: to.tolerance + tolerance });
  return from !== undefined || to !== undefined;
}

/** What is said of the shaft itself: its ratio, else its rated speed over that of the reference shaft. */
function statedRatio(shaft: Shaft, referenceRpm: number | undefined): KnownRatio | undefined {
  if (shaft.speedRatio !== undefined) return { ratio: shaft.speedRatio, tolerance: STATED_TOLERANCE };
  if (shaft.ratedSpeedRpm === undefined || referenceRpm === undefined) return undefined;
  return { ratio: shaft.ratedSpeedRpm / referenceRpm, tolerance: SLIP_TOLERANCE };
}

function checkStated(shaft: Shaft, field: string, { ratio, tolerance }: KnownRatio, referenceRpm: number | undefined): void {
  const { speedRatio, ratedSpeedRpm } = shaft;
  const limit = (value: number, slack: number) =>
    `${shown(value)} within ${shown(100 * slack)} %, as the gears, belts and shafts together say`;
  if (speedRatio !== undefined && isFar(speedRatio, ratio, tolerance + STATED_TOLERANCE)) {
    throw new InvalidValue(`${field}.speedRatio`, speedRatio, limit(ratio, tolerance + STATED_TOLERANCE), "contradictory_train");
  }
  if (ratedSpeedRpm === undefined || referenceRpm === undefined) return;
  if (isFar(ratedSpeedRpm / referenceRpm, ratio, tolerance + SLIP_TOLERANCE)) {
    const slack = tolerance + SLIP_TOLERANCE;
    throw new InvalidValue(`${field}.ratedSpeedRpm`, ratedSpeedRpm, limit(ratio * referenceRpm, slack), "contradictory_train");
  }
}

/**
 * Turns of every shaft per turn of the reference shaft (always positive: the sense of rotation has no frequency).
 *
 * Gears and belts are followed from the reference shaft; a shaft that they do not reach takes its stated ratio, else its rated speed.
 * Every further statement must agree: exactly for teeth, within 1 % for stated ratios, 3 % for belts and rated speeds, added up along the
 * train.
 * Example: 20 teeth driving 60 gives 0.3333.
 * @param ratedSpeedRpm rated speed of the reference shaft, where its own entry states none
 * @throws InvalidValue naming the mesh, belt or shaft that contradicts the others, or the shaft whose speed nothing says
 */
export function shaftRatios(kinematics: MachineKinematics, ratedSpeedRpm?: number): ReadonlyMap<string, number> {
  const { referenceShaft, shafts } = kinematics;
  const reference = shafts.find((shaft) => shaft.id === referenceShaft);
  if (!reference) throw new InvalidValue("kinematics.referenceShaft", referenceShaft, "the id of one of the shafts", "unknown_shaft");
  const referenceRpm = reference.ratedSpeedRpm ?? ratedSpeedRpm;
  const known = new Map<string, KnownRatio>([[referenceShaft, { ratio: 1, tolerance: 0 }]]);
  const links = linksOf(kinematics);
  spread(known, links);
  for (const shaft of shafts) {
    const stated = known.has(shaft.id) ? undefined : statedRatio(shaft, referenceRpm);
    if (!stated) continue;
    known.set(shaft.id, stated);
    spread(known, links);
  }
  shafts.forEach((shaft, i) => {
    const found = known.get(shaft.id);
    if (!found) throw unreached(shaft, i);
    checkStated(shaft, `kinematics.shafts[${i}]`, found, referenceRpm);
  });
  return new Map([...known].map(([id, { ratio }]) => [id, ratio]));
}

function unreached(shaft: Shaft, index: number): InvalidValue {
  const limit = "joined to the reference shaft by gears or belts, or given a speedRatio or, with the reference shaft's, a ratedSpeedRpm";
  return new InvalidValue(`kinematics.shafts[${index}]`, shaft.id, limit, "unknown_speed");
}
