import { ISO_20816_3_LIMITS } from "@phm/diagnostics";
import { type AssetConfig, type ConfigNotice, type DesignLife, formatTimeNs } from "@phm/domain";
import { designLifeView } from "./design-life-view.js";

/** An asset as the API shows it. */
export function assetView({ ref, commissionedAtNs, runningHours, ...config }: AssetConfig) {
  return {
    ...{ id: ref.asset, organisation: ref.organisation, site: ref.site, ...config },
    ...(commissionedAtNs === undefined ? {} : { commissionedAt: formatTimeNs(commissionedAtNs) }),
    ...(runningHours ? { runningHours: { hours: runningHours.hours, asOf: formatTimeNs(runningHours.asOfNs) } } : {}),
  };
}

/** One asset with what the suite cannot use of it, and with what its bearings were designed for. */
export function assetDetailView(config: AssetConfig, notices: readonly ConfigNotice[], designLife: DesignLife) {
  return { ...assetView(config), notices, designLife: designLifeView(designLife), zoneLimits: zoneLimitsOf(config) };
}

interface ZoneLimitsView {
  readonly velocityRmsMmPerS: readonly number[];
  readonly displacementRmsUm: readonly number[];
}

/** Upper ends of zones A, B and C of ISO 20816-3; null where no machine class is stated. */
function zoneLimitsOf({ machineClass }: AssetConfig): ZoneLimitsView | null {
  if (!machineClass) return null;
  const { velocityRmsMmPerS, displacementRmsUm } = ISO_20816_3_LIMITS[`${machineClass.group}-${machineClass.support}`];
  return { velocityRmsMmPerS, displacementRmsUm };
}
