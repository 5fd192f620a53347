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
  return { ...assetView(config), notices, designLife: designLifeView(designLife) };
}
