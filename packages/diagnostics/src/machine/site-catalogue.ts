import type { AssetConfig, Bearing, BearingFigures, SiteBearing } from "@phm/domain";
import { ordersOfGeometry } from "@phm/domain";
import { BEARING_CATALOGUE, type BearingCatalogue, GIVEN_TOLERANCE_RATIO } from "./bearing-catalogue.js";
import { designationCandidates, findBearing } from "./bearing-designation.js";
import { placedBearings } from "./bearing-frequencies.js";

/**
 * A site's entry in the terms of the catalogue. The site states its own bearing, so its orders carry the tolerance of given ones; what it
 * does not say of the bearing's fatigue life holds as the built-in catalogue has it, but a load rating is the maker's: that is not taken over.
 * @param bearing checked, under a designation of the catalogue's form
 */
export function siteFigures({ designation, geometry, orders, source, ...stated }: SiteBearing, version: number): BearingFigures {
  const fatigueExponent = stated.fatigueExponent ?? BEARING_CATALOGUE.get(designation)?.fatigueExponent;
  const { dynamicLoadRatingKn } = stated;
  const known = orders ?? (geometry && ordersOfGeometry(geometry));
  if (!known) throw new Error(`${designation} has neither orders nor geometry`);
  return {
    ...{ catalogue: "site", designation, version, accuracy: "given", toleranceRatio: GIVEN_TOLERANCE_RATIO, orders: known, source },
    ...(geometry ? { geometry } : {}),
    ...(dynamicLoadRatingKn === undefined ? {} : { dynamicLoadRatingKn }),
    ...(fatigueExponent === undefined ? {} : { fatigueExponent }),
  };
}

/** The built-in catalogue with a site's entries in the place of those that they override. */
export function siteCatalogue(own: Iterable<BearingFigures>): BearingCatalogue {
  const entries = [...own].map((figures) => [figures.designation, figures] as const);
  return entries.length === 0 ? BEARING_CATALOGUE : new Map([...BEARING_CATALOGUE, ...entries]);
}

/** The configuration as it was stated, without what a catalogue has added. */
export function statedConfig(config: AssetConfig): AssetConfig {
  return withBearings(config, ({ resolvedFrom: _, ...stated }) => stated);
}

/** The configuration with what the catalogue says of each designation, whatever it said before. */
export function resolvedConfig(config: AssetConfig, catalogue: BearingCatalogue): AssetConfig {
  return withBearings(config, ({ resolvedFrom: _, ...stated }) => {
    const found = stated.designation === undefined ? undefined : findBearing(stated.designation, catalogue);
    return found ? { ...stated, resolvedFrom: figuresOf(found) } : stated;
  });
}

/** Whether a change under this designation can change what the configuration's bearings resolve to. */
export function isConcerned(config: AssetConfig, designation: string): boolean {
  return placedBearings(config, "").some(({ bearing }) => designationCandidates(bearing.designation ?? "").includes(designation));
}

function withBearings(config: AssetConfig, change: (bearing: Bearing) => Bearing): AssetConfig {
  const { kinematics } = config;
  const points = config.points.map((point) => (point.bearing ? { ...point, bearing: change(point.bearing) } : point));
  if (!kinematics) return { ...config, points };
  const bearings = kinematics.bearings.map((mounted) => ({ ...mounted, bearing: change(mounted.bearing) }));
  return { ...config, points, kinematics: { ...kinematics, bearings } };
}

/** A catalogue entry without what only the catalogue itself uses. */
function figuresOf({ family: _, boundary: __, ...figures }: BearingFigures & { family?: unknown; boundary?: unknown }): BearingFigures {
  return figures;
}
