import type { Bearing, BearingFigures, BearingOrders } from "@phm/domain";
import { BEARING_CATALOGUE, type BearingCatalogue, GIVEN_TOLERANCE_RATIO } from "./bearing-catalogue.js";
import { findBearing } from "./bearing-designation.js";
import { characteristicOrders } from "./geometry-orders.js";

/** Orders of a bearing, with where they come from and how far they can be trusted. */
export interface ResolvedBearing {
  readonly orders: BearingOrders;
  /** The line is to be expected within this share of its order. */
  readonly toleranceRatio: number;
  readonly from: "orders" | "geometry" | "catalogue";
  readonly accuracy: "given" | "published" | "estimated";
  /** In words, for the finding that uses them. */
  readonly source: string;
}

/** Why a bearing has no orders. */
export interface UnresolvedBearing {
  readonly unresolved: "not_stated" | "unknown_designation";
}

/**
 * Orders of a bearing: those that are given, else those of its geometry, else those that the register has found under its designation,
 * else those of the catalogue.
 * @throws InvalidValue for an impossible geometry (the register refuses it before)
 */
export function resolveBearing(
  bearing: Bearing | undefined,
  catalogue: BearingCatalogue = BEARING_CATALOGUE,
): ResolvedBearing | UnresolvedBearing {
  const given = { toleranceRatio: GIVEN_TOLERANCE_RATIO, accuracy: "given" } as const;
  if (bearing?.orders) return { orders: bearing.orders, ...given, from: "orders", source: "orders stated in the register" };
  if (bearing?.geometry) {
    return { orders: characteristicOrders(bearing.geometry), ...given, from: "geometry", source: "geometry stated in the register" };
  }
  if (!bearing?.designation) return { unresolved: "not_stated" };
  const found = bearing.resolvedFrom ?? findBearing(bearing.designation, catalogue);
  if (!found) return { unresolved: "unknown_designation" };
  const { orders, toleranceRatio, accuracy } = found;
  return { orders, toleranceRatio, from: "catalogue", accuracy, source: sourceWords(found) };
}

function sourceWords({ catalogue, accuracy, designation, version, source }: BearingFigures): string {
  const place = catalogue === "site" ? `the site's catalogue, revision ${version}` : `catalogue, ${accuracy}`;
  return `${place}: ${designation}. ${source}`;
}

/** Whether orders were found. */
export function isResolved(result: ResolvedBearing | UnresolvedBearing): result is ResolvedBearing {
  return "orders" in result;
}

/** The orders alone; null where neither orders, geometry nor a known designation is stated. */
export function bearingOrders(bearing: Bearing | undefined): BearingOrders | null {
  const result = resolveBearing(bearing);
  return isResolved(result) ? result.orders : null;
}
