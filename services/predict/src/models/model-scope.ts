import type { ModelScope } from "@phm/contracts";
import type { AssetConfig } from "@phm/domain";

/** `organisation:site:timeScale`: the key of a scope in stores. */
export function scopeKey({ organisation, site, timeScale }: ModelScope): string {
  return `${organisation}:${site}:${timeScale}`;
}

/** The models that an asset is assessed with. */
export function scopeOf({ ref, timeScale = "overload_rig" }: Pick<AssetConfig, "ref" | "timeScale">): ModelScope {
  return { organisation: ref.organisation, site: ref.site, timeScale };
}
