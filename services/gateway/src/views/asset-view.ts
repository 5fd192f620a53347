import type { AssetConfig } from "@phm/domain";

/** An asset as the API shows it. */
export function assetView(config: AssetConfig) {
  const { ref, ...rest } = config;
  return { id: ref.asset, organisation: ref.organisation, site: ref.site, ...rest };
}
