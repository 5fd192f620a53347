import type { BearingGeometry, BearingOrders } from "@phm/domain";
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

/** One designation of the catalogue. */
export interface CatalogueBearing {
  /** Without spaces, in capitals: `6205`, `NU205`, `7205B`. */
  readonly designation: string;
  readonly family?: BearingFamily;
  readonly boundary?: BoundaryDimensions;
  readonly geometry?: BearingGeometry;
  readonly orders: BearingOrders;
  readonly accuracy: "published" | "estimated";
  /** Within this share of an order the line is to be expected. */
  readonly toleranceRatio: number;
  readonly source: string;
}

export type BearingCatalogue = ReadonlyMap<string, CatalogueBearing>;

const ESTIMATE_SOURCE =
  "Boundary dimensions of ISO 15 and ISO 355; inside estimated by the rule of the family (docs/machine-data.md), the count may be one off";

function estimated({ designation, family, boundary, contactAngleDeg }: SeriesBearing): CatalogueBearing {
  const geometry = estimateGeometry(family, boundary.boreMm, boundary.outsideMm, contactAngleDeg);
  const orders = characteristicOrders(geometry);
  const known = { designation, family, boundary, geometry, orders };
  return { ...known, accuracy: "estimated", toleranceRatio: ESTIMATED_TOLERANCE_RATIO, source: ESTIMATE_SOURCE };
}

function published(
  { designation, maker, geometry, orders, source }: PublishedBearing,
  series: CatalogueBearing | undefined,
): CatalogueBearing {
  const known = orders ?? (geometry && characteristicOrders(geometry));
  if (!known) throw new Error(`published bearing ${designation} has neither orders nor geometry`);
  return {
    designation,
    ...(series?.family && series.boundary ? { family: series.family, boundary: series.boundary } : {}),
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
