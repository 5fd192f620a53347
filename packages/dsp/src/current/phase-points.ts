import type { MeasurementPoint, PointId } from "@phm/domain";

/** The points of one motor's phase currents, in phase order; c is absent where only two are measured. */
export interface PhasePoints {
  readonly a: PointId;
  readonly b: PointId;
  readonly c?: PointId;
}

type PhaseSource = Pick<MeasurementPoint, "id" | "quantity" | "axis">;

/** Names of phases in use, each in its order. */
const PHASE_NAMES = ["abc", "uvw", "rst", "123"] as const;

/**
 * Which points of an asset are its phase currents, so that everybody who speaks of phase a means the same channel.
 * - Three points of quantity current: by the phases that their axes name (`a`, `b`, `c`; `u`, `v`, `w`; `r`, `s`, `t`; `1`, `2`, `3`; alone or
 *   as the last character, as in `ia`, `phase-b`, `L2`), else by the phases that their ids name, else in the order given.
 * - Two points: only where axes or ids name two different phases. The third current is then minus the sum, and a, b are two phases in
 *   cyclic order, so that the order of rotation is kept (measured at a and c: c is called a, and a is called b).
 * - Any other number: undefined. With more than three it cannot be told which of them are one motor.
 * @param points of the asset's configuration, in its order
 */
export function phasePoints(points: readonly PhaseSource[]): PhasePoints | undefined {
  const currents = points.filter(({ quantity }) => quantity === "current");
  if (currents.length !== 2 && currents.length !== 3) return undefined;
  const places = placesOf(currents.map(({ axis }) => axis)) ?? placesOf(currents.map(({ id }) => id));
  if (currents.length === 3) {
    const [a, b, c] = [0, 1, 2].map((place) => currents[places === undefined ? place : places.indexOf(place)]?.id as PointId);
    return { a: a as PointId, b: b as PointId, c: c as PointId };
  }
  if (places === undefined) return undefined;
  const [first, second] = currents.map(({ id }) => id) as [PointId, PointId];
  const cyclic = ((places[0] as number) + 1) % 3 === places[1];
  return cyclic ? { a: first, b: second } : { a: second, b: first };
}

/** Place 0, 1 or 2 of each name in one alphabet of phases; undefined unless all are named and differ. */
function placesOf(names: readonly (string | undefined)[]): readonly number[] | undefined {
  for (const alphabet of PHASE_NAMES) {
    const places = names.map((name) => (name ? alphabet.indexOf(name.slice(-1).toLowerCase()) : -1));
    if (!places.includes(-1) && new Set(places).size === names.length) return places;
  }
  return undefined;
}
