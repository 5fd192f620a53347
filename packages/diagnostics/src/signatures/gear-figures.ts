import type { AssetConfig, GearMesh } from "@phm/domain";
import { median } from "../numbers/order-statistics.js";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import type { ObservedSubject } from "./observed-subject.js";
import { type ReadLine, readLine } from "./shaft-lines.js";
import type { PlacedChannel, ShaftPlace } from "./shaft-places.js";

/** Sidebands of the first and second order at the speed of either shaft. */
const SIDEBANDS = [-2, -1, 1, 2];
/** Decoys: the same spectrum where no sideband can be. */
const DECOYS = [-1.5, -0.5, 0.5, 1.5];
/** Sidebands closer than this to the mesh line hide in its skirt. */
const MIN_APART_LINES = 3;
/** A mesh line stands out like any other. */
const STANDS_OUT_DB = 15;
/** Standard uncertainties of the speed within which the mesh line is sought, but never as far as a sideband. */
const COVERAGE = 3;
const APART_FROM_SIDEBANDS = 0.4;

/** How far the sidebands of a mesh stand above lines beside them, dB; null where the spectrum does not reach or resolve them. */
function sidebandDb({ spectrum }: PlacedChannel, meshHz: number, shaftHz: number): number | null {
  if (shaftHz < MIN_APART_LINES * spectrum.resolutionHz) return null;
  const read = (offsets: readonly number[]) =>
    offsets.flatMap((offset) => readLine(spectrum, meshHz + offset * shaftHz, spectrum.resolutionHz, shaftHz)?.snrDb ?? []);
  const [sidebands, decoys] = [read(SIDEBANDS), read(DECOYS)];
  return sidebands.length < SIDEBANDS.length || decoys.length < DECOYS.length ? null : median(sidebands) - median(decoys);
}

/** The mesh line as it stands near where the speed puts it: many teeth make much of a small error of the speed. */
function seenMeshHz(channels: readonly PlacedChannel[], meshHz: number, shaftHz: number, toleranceHz: number): number {
  const lines = channels.flatMap(
    ({ spectrum }) => readLine(spectrum, meshHz, Math.min(toleranceHz, APART_FROM_SIDEBANDS * shaftHz), shaftHz) ?? [],
  );
  const best = lines.reduce<ReadLine | null>((most, one) => (one.snrDb > (most?.snrDb ?? STANDS_OUT_DB) ? one : most), null);
  return best?.frequencyHz ?? meshHz;
}

function meshFigures(mesh: GearMesh, places: readonly ShaftPlace[], drivingHz: number, uncertaintyHz: number): ObservedSubject[] {
  const channels = places.flatMap((place) => place.channels);
  const slowerHz = drivingHz * Math.min(1, mesh.drivingTeeth / mesh.drivenTeeth);
  const meshHz = seenMeshHz(channels, mesh.drivingTeeth * drivingHz, slowerHz, COVERAGE * mesh.drivingTeeth * uncertaintyHz);
  const drivenHz = meshHz / mesh.drivenTeeth;
  const read = channels.flatMap((placed) => {
    const levels = [drivingHz, drivenHz].flatMap((shaftHz) => sidebandDb(placed, meshHz, shaftHz) ?? []);
    return levels.length === 0 ? [] : [{ placed, db: Math.max(...levels) }];
  });
  if (read.length === 0) return [];
  const best = read.reduce((most, one) => (one.db > most.db ? one : most));
  return [
    {
      kind: "gear_mesh",
      id: `mesh:${mesh.id}`,
      point: best.placed.channel.point,
      speedRpm: 60 * drivingHz,
      figures: { meshSidebandDb: best.db },
      details: { meshSidebandDb: { frequencyHz: meshHz, snrDb: Math.max(0, best.db) } },
    },
  ];
}

/** Sidebands around each mesh frequency of the stated gears, over decoys half way between them: `meshSidebandDb`. */
export function gearFigures({ kinematics }: AssetConfig, places: readonly ShaftPlace[], speed: ShaftSpeedReading): ObservedSubject[] {
  if (!kinematics || places.length === 0) return [];
  return kinematics.gearMeshes.flatMap((mesh) => {
    const turns = speed.ratios.get(mesh.drivingShaft) as number;
    return meshFigures(mesh, places, turns * speed.shaftHz, turns * (speed.uncertaintyHz ?? 0));
  });
}
