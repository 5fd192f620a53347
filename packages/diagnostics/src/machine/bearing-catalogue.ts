import type { BearingFigures } from "@phm/domain";
import { type BoundaryDimensions, type SeriesBearing, seriesBearings } from "./bearing-series.js";
import { type BearingFamily, estimateGeometry } from "./estimated-geometry.js";
import { characteristicOrders } from "./geometry-orders.js";
import { PUBLISHED_BEARINGS, type PublishedBearing } from "./published-bearings.js";

/** Orders of a bearing whose own geometry or orders are stated: what slip and load leave open. */
export const GIVEN_TOLERANCE_RATIO = 0.012;
/** Orders by designation alone: makers fill the same boundary dimensions differently, and differ by up to 1.4 % where several are published. */
export const PUBLISHED_TOLERANCE_RATIO = 0.02;
/** Orders from a geometry that is estimated from the boundary dimensions. */
export const ESTIMATED_TOLERANCE_RATIO = 0.04;

/** One designation of the catalogue. Designations are without spaces, in capitals: `6205`, `NU205`, `7205B`. */
export interface CatalogueBearing extends BearingFigures {
  readonly family?: BearingFamily;
  readonly boundary?: BoundaryDimensions;
}

export type BearingCatalogue = ReadonlyMap<string, CatalogueBearing>;

/** ISO 281: balls touch in a point, rollers along a line. */
const FATIGUE_EXPONENT = { ball: 3, roller: 10 / 3 } as const;

const fatigueExponentOf = (family: BearingFamily): number => FATIGUE_EXPONENT[family.endsWith("_roller") ? "roller" : "ball"];

const BUILT_IN = { catalogue: "built_in", version: 0 } as const;

const ESTIMATE_SOURCE =
  "Boundary dimensions of ISO 15 and ISO 355; inside estimated by the rule of the family (docs/machine-data.md), the count may be one off";

function estimated({ designation, family, boundary, contactAngleDeg }: SeriesBearing): CatalogueBearing {
  const geometry = estimateGeometry(family, boundary.boreMm, boundary.outsideMm, contactAngleDeg);
  const orders = characteristicOrders(geometry);
  const known = { ...BUILT_IN, designation, family, boundary, geometry, orders, fatigueExponent: fatigueExponentOf(family) };
  return { ...known, accuracy: "estimated", toleranceRatio: ESTIMATED_TOLERANCE_RATIO, source: ESTIMATE_SOURCE };
}

function published(
  { designation, maker, geometry, orders, source, rating }: PublishedBearing,
  series: CatalogueBearing | undefined,
): CatalogueBearing {
  const known = orders ?? (geometry && characteristicOrders(geometry));
  if (!known) throw new Error(`published bearing ${designation} has neither orders nor geometry`);
  const { family, boundary } = series ?? {};
  return {
    ...BUILT_IN,
    designation,
    ...(family && boundary ? { family, boundary, fatigueExponent: fatigueExponentOf(family) } : {}),
    ...rating,
    ...(geometry ? { geometry } : {}),
    orders: known,
    accuracy: "published",
    toleranceRatio: PUBLISHED_TOLERANCE_RATIO,
    source: `${source} (maker: ${maker})`,
  };
}

function builtCatalogue(): BearingCatalogue {
  const entries = new Map(seriesBearings().map((bearing) => [bearing.designation, estimated(bearing)]));
  const seen = new Set<string>();
  for (const bearing of PUBLISHED_BEARINGS) {
    if (seen.has(bearing.designation)) continue;
    seen.add(bearing.designation);
    entries.set(bearing.designation, published(bearing, entries.get(bearing.designation)));
  }
  return entries;
}

/** Common designations with geometry or orders, each with its source: published where somebody has published it, else estimated. */
export const BEARING_CATALOGUE: BearingCatalogue = builtCatalogue();
