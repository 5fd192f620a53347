import { equals } from "@bufbuild/protobuf";
import { AssetConfigSchema, assetConfigFromWire, assetConfigToWire } from "@phm/contracts";
import { type AssetConfig, type AssetRef, assetKey, checkAssetConfig } from "@phm/domain";
import { type Collection, type CollectionSpec, fromStored, type JsonObject, ServiceError, toStored } from "@phm/service-kit";

export type RegisteredAsset = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  /** In the JSON form of the contract. */
  readonly config: JsonObject;
};

export const ASSET_COLLECTION: CollectionSpec = {
  name: "assets",
  indexes: [{ name: "by_site", fields: ["organisation", "site", "asset"] }],
};

/** Makes a configuration known to the other services. */
export type AnnounceAsset = (config: AssetConfig) => Promise<void>;

export interface AssetEntry {
  readonly config: AssetConfig;
  readonly version: number;
}

/** The asset register: the one place where a machine's configuration is kept. */
export class AssetRegister {
  constructor(
    private readonly assets: Collection<RegisteredAsset>,
    private readonly announce: AnnounceAsset,
  ) {}

  /** Registers or replaces. The same configuration again keeps its version. @throws InvalidValue when the configuration breaks a rule. */
  async put(config: AssetConfig): Promise<number> {
    checkAssetConfig(config);
    const id = assetKey(config.ref);
    const stored = await this.assets.get(id);
    const isSame = stored !== undefined && sameConfig(readConfig(stored.value), config);
    const { version } = isSame ? stored : await this.assets.put(id, registered(config), stored?.version ?? 0);
    await this.announce(config);
    return version;
  }

  /** @throws ServiceError not_found */
  async get(ref: AssetRef): Promise<AssetEntry> {
    const stored = await this.assets.get(assetKey(ref));
    if (!stored) throw new ServiceError("not_found", `asset ${assetKey(ref)} is not registered`, { field: "ref", value: assetKey(ref) });
    return { config: readConfig(stored.value), version: stored.version };
  }

  async list(
    organisation: string,
    site: string,
    page: { limit: number; cursor?: string },
  ): Promise<{ configs: AssetConfig[]; nextCursor?: string }> {
    const where = { organisation, ...(site ? { site } : {}) };
    const sort = [
      { field: "site", direction: "asc" },
      { field: "asset", direction: "asc" },
    ] as const;
    const { items, nextCursor } = await this.assets.query({ where, sort, ...page });
    const configs = items.map((item) => readConfig(item.value));
    return nextCursor === undefined ? { configs } : { configs, nextCursor };
  }

  /** Repeats the announcement of every asset: repairs what a crash between write and announcement left undone. */
  async announceAll(): Promise<void> {
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<Collection<RegisteredAsset>["query"]>> = await this.assets.query({
        limit: 500,
        ...(cursor ? { cursor } : {}),
      });
      for (const item of page.items) await this.announce(readConfig(item.value));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

function registered(config: AssetConfig): RegisteredAsset {
  const { organisation, site, asset } = config.ref;
  return { organisation, site, asset, config: toStored(AssetConfigSchema, assetConfigToWire(config)) };
}

function readConfig(asset: RegisteredAsset): AssetConfig {
  return assetConfigFromWire(fromStored(AssetConfigSchema, asset.config));
}

function sameConfig(a: AssetConfig, b: AssetConfig): boolean {
  return equals(AssetConfigSchema, assetConfigToWire(a), assetConfigToWire(b));
}
