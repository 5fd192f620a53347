import { equals } from "@bufbuild/protobuf";
import { AssetConfigSchema, assetConfigFromWire, assetConfigToWire } from "@phm/contracts";
import { type AssetConfig, type AssetRef, assetKey, type ConfigNotice, checkAssetConfig, organisationId, siteId } from "@phm/domain";
import { configNotices, isConcerned, resolvedConfig, statedConfig } from "@phm/pipeline";
import {
  type Collection,
  type CollectionSpec,
  eachDocument,
  fromStored,
  type JsonObject,
  retryOnConflict,
  ServiceError,
  toStored,
} from "@phm/service-kit";
import type { SiteBearings, StandingCatalogue } from "../bearings/site-bearings.js";
import type { RevisionPlace } from "../revisions/revision-book.js";

export type RegisteredAsset = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  /** With what the catalogue says of its bearings, in the JSON form of the contract. */
  readonly config: JsonObject;
};

export const ASSET_COLLECTION: CollectionSpec = {
  name: "assets",
  indexes: [{ name: "by_site", fields: ["organisation", "site", "asset"] }],
};

/** Makes a configuration known to the other services. */
export type AnnounceAsset = (config: AssetConfig) => Promise<void>;

/** Tells what a bearing's designation stands for at a site. */
export type Catalogues = Pick<SiteBearings, "standing" | "hasChanged">;

/** What the equipment register says of the asset's machine: where it says nothing the configuration's own value holds. */
export type MachineFacts = Pick<AssetConfig, "criticality" | "outOfUse" | "repairs">;
export type FindMachineFacts = (ref: AssetRef) => Promise<MachineFacts>;

export interface AssetEntry {
  readonly config: AssetConfig;
  readonly version: number;
}

/**
 * The asset register: the one place where a machine's configuration is kept. It resolves bearing designations by the site's catalogue, so
 * that what it announces needs none. A configuration that was resolved while the catalogue changed is resolved again: its write may
 * overtake that of the change, or the other way round, and the end is the same.
 */
export class AssetRegister {
  constructor(
    private readonly assets: Collection<RegisteredAsset>,
    private readonly catalogues: Catalogues,
    private readonly announce: AnnounceAsset,
    private readonly factsOf: FindMachineFacts = async () => ({}),
  ) {}

  /** Registers or replaces, but for what the equipment register owns. The same configuration again keeps its version. @throws InvalidValue when the configuration breaks a rule. */
  async put(config: AssetConfig): Promise<number> {
    const { outOfUse: _, repairs: __, ...given } = config;
    const stated = statedConfig(given);
    checkAssetConfig(stated);
    const id = assetKey(config.ref);
    await this.#whileCatalogueStands(config.ref, async ({ catalogue }) => {
      await this.#write(id, () => resolvedConfig(stated, catalogue));
    });
    return this.#tell(id);
  }

  /** @throws ServiceError not_found */
  async get(ref: AssetRef): Promise<AssetEntry> {
    const stored = await this.assets.get(assetKey(ref));
    if (!stored) throw new ServiceError("not_found", `asset ${assetKey(ref)} is not registered`, { field: "ref", value: assetKey(ref) });
    return { config: await this.#standing(stored.value), version: stored.version };
  }

  /** Announces an asset anew, as after a change of its machine in the equipment register. @throws ServiceError not_found */
  async tell(ref: AssetRef): Promise<void> {
    await this.#tell(assetKey(ref));
  }

  /** What the configuration says that the suite cannot use, with the nearest designations of the site's catalogue. */
  async notices(config: AssetConfig): Promise<ConfigNotice[]> {
    const known = configNotices(config);
    return known.length === 0 ? known : configNotices(config, (await this.catalogues.standing(config.ref)).catalogue);
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
    const configs = await Promise.all(items.map((item) => this.#standing(item.value)));
    return nextCursor === undefined ? { configs } : { configs, nextCursor };
  }

  /**
   * Resolves and announces anew the site's assets whose bearings a changed designation can concern. Also those that have it already: an
   * earlier attempt may have stored them and failed to announce them.
   */
  async refresh(place: RevisionPlace, designation: string): Promise<void> {
    await this.#refreshSite(place, (config) => isConcerned(config, designation));
  }

  /** Resolves and announces every asset: repairs what a crash between a change, its writes and their announcement left undone. */
  async announceAll(): Promise<void> {
    const sites = new Map<string, RevisionPlace>();
    for await (const { value } of eachDocument(this.assets, {})) {
      sites.set(`${value.organisation}:${value.site}`, { organisation: organisationId(value.organisation), site: siteId(value.site) });
    }
    for (const place of sites.values()) await this.#refreshSite(place, () => true);
  }

  async #refreshSite({ organisation, site }: RevisionPlace, isWanted: (config: AssetConfig) => boolean): Promise<void> {
    await this.#whileCatalogueStands({ organisation, site }, async ({ catalogue }) => {
      for await (const { id, value } of eachDocument(this.assets, { organisation, site })) {
        if (!isWanted(readConfig(value))) continue;
        await this.#write(id, (config) => config && resolvedConfig(config, catalogue));
        await this.#tell(id);
      }
    });
  }

  /** Repeats the work when the site's catalogue has changed meanwhile. */
  async #whileCatalogueStands(place: RevisionPlace, work: (standing: StandingCatalogue) => Promise<void>): Promise<void> {
    let standing: StandingCatalogue;
    do {
      standing = await this.catalogues.standing(place);
      await work(standing);
    } while (await this.catalogues.hasChanged(place, standing));
  }

  /** Stores what is made of the configuration that stands, unless it is the same. */
  async #write(id: string, change: (config: AssetConfig | undefined) => AssetConfig | undefined): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.assets.get(id);
      const before = stored && readConfig(stored.value);
      const config = change(before);
      if (config && !(before && sameConfig(before, config))) await this.assets.put(id, registered(config), stored?.version ?? 0);
    });
  }

  /** What holds: the equipment register owns the criticality of its machines, and whether they are in use. */
  async #standing(stored: RegisteredAsset): Promise<AssetConfig> {
    const config = readConfig(stored);
    return { ...config, ...(await this.factsOf(config.ref)) };
  }

  /** Announces what stands, and again where that has changed meanwhile: of two that announce, the last has the last word. */
  async #tell(id: string): Promise<number> {
    for (;;) {
      const stored = await this.assets.get(id);
      if (!stored) throw new ServiceError("not_found", `asset ${id} is not registered`, { field: "ref", value: id });
      const config = await this.#standing(stored.value);
      await this.announce(config);
      const later = await this.assets.get(id);
      if (later?.version === stored.version && sameConfig(config, await this.#standing(later.value))) return stored.version;
    }
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
