import type { AssetConfig, FeatureVector, GearMesh } from "@phm/domain";
import { shaftRatios } from "@phm/domain";
import { median } from "../numbers/order-statistics.js";
import type { ObservedSubject } from "./observed-subject.js";
import { readLine } from "./shaft-lines.js";
import type { PlacedChannel, ShaftPlace } from "./shaft-places.js";

/** Sidebands of the first and second order at the speed of either shaft. */
const SIDEBANDS = [-2, -1, 1, 2];
/** Decoys: the same spectrum where no sideband can be. */
const DECOYS = [-1.5, -0.5, 0.5, 1.5];
/** Sidebands closer than this to the mesh line hide in its skirt. */
const MIN_APART_LINES = 3;

/** How far the sidebands of a mesh stand above lines beside them, dB; null where the spectrum does not reach or resolve them. */
function sidebandDb({ spectrum }: PlacedChannel, meshHz: number, shaftHz: number): number | null {
  if (shaftHz < MIN_APART_LINES * spectrum.resolutionHz) return null;
  const read = (offsets: readonly number[]) =>
    offsets.flatMap((offset) => readLine(spectrum, meshHz + offset * shaftHz, spectrum.resolutionHz, shaftHz)?.snrDb ?? []);
  const [sidebands, decoys] = [read(SIDEBANDS), read(DECOYS)];
  return sidebands.length < SIDEBANDS.length || decoys.length < DECOYS.length ? null : median(sidebands) - median(decoys);
}

function meshFigures(mesh: GearMesh, places: readonly ShaftPlace[], drivingHz: number): ObservedSubject[] {
  const meshHz = mesh.drivingTeeth * drivingHz;
  const drivenHz = meshHz / mesh.drivenTeeth;
  const channels = places.flatMap((place) => place.channels);
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
export function gearFigures(features: FeatureVector, config: AssetConfig, places: readonly ShaftPlace[]): ObservedSubject[] {
  const { kinematics } = config;
  if (!kinematics) return [];
  const statedHz = (features.speedRpm ?? config.ratedSpeedRpm ?? 0) / 60;
  if (places.length === 0 || !(statedHz > 0)) return [];
  const ratios = shaftRatios(kinematics, config.ratedSpeedRpm);
  return kinematics.gearMeshes.flatMap((mesh) => meshFigures(mesh, places, statedHz * (ratios.get(mesh.drivingShaft) as number)));
}
