import {
  type AssetConfig,
  assetId,
  assetRef,
  DEFAULT_ORGANISATION,
  DEFAULT_SITE,
  formatTimeNs,
  type MeasurementPoint,
  parseQuantity,
  parseTimeNs,
  parseUnit,
  pointId,
} from "@phm/domain";
import { BundleError, type BundlePlace, checkedAt } from "./bundle-error.js";
import type { BundleAsset } from "./bundle-header.js";

/** What a bundle does not say of its assets. */
export interface AssetDefaults {
  /** Default `default`. */
  readonly organisation?: string;
  /** Default `default`. */
  readonly site?: string;
  /** The component that a work order names, where the bundle names none. Default `bearing`. */
  readonly component?: string;
}

/** The assets of a header as the suite's configuration. @throws BundleError for a bad or repeated id, an unknown quantity or unit. */
export function bundleAssets(place: BundlePlace, assets: readonly BundleAsset[], defaults: AssetDefaults): AssetConfig[] {
  refuseRepeated(place, "assets", assets);
  return assets.map((asset, index) => {
    const field = `assets[${index}]`;
    refuseRepeated(place, `${field}.points`, asset.points);
    checkedAt(place, `${field}.id`, asset.id, assetId);
    const { id, component, points, commissionedAt, runningHours, ...known } = asset;
    const time = (name: string, value: string) => checkedAt(place, `${field}.${name}`, value, (text) => parseTimeNs(text));
    return {
      ref: assetRef(defaults.organisation ?? DEFAULT_ORGANISATION, defaults.site ?? DEFAULT_SITE, id),
      ...known,
      ...(commissionedAt === undefined ? {} : { commissionedAtNs: time("commissionedAt", commissionedAt) }),
      ...(runningHours ? { runningHours: { hours: runningHours.hours, asOfNs: time("runningHours.asOf", runningHours.asOf) } } : {}),
      component: component ?? defaults.component ?? "bearing",
      points: points.map((point, at) => measurementPoint(place, `${field}.points[${at}]`, point)),
    };
  });
}

function measurementPoint(place: BundlePlace, field: string, point: BundleAsset["points"][number]): MeasurementPoint {
  const quantity = checkedAt(place, `${field}.quantity`, point.quantity, (value) => parseQuantity(value));
  return {
    ...point,
    id: checkedAt(place, `${field}.id`, point.id, pointId),
    quantity,
    unit: checkedAt(place, `${field}.unit`, point.unit, (value) => parseUnit(quantity, value)),
  };
}

/** The other way: what the header of a written bundle says of an asset. */
export function bundleAsset(config: AssetConfig): BundleAsset {
  const { ref, points, commissionedAtNs, runningHours, ...known } = config;
  return {
    ...{ id: ref.asset, ...known, points: points.map((point) => ({ ...point })) },
    ...(commissionedAtNs === undefined ? {} : { commissionedAt: formatTimeNs(commissionedAtNs) }),
    ...(runningHours ? { runningHours: { hours: runningHours.hours, asOf: formatTimeNs(runningHours.asOfNs) } } : {}),
  };
}

function refuseRepeated(place: BundlePlace, field: string, items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) throw new BundleError(place, `${field}[${index}].id`, id, "named once", "repeated_id");
    seen.add(id);
  }
}
