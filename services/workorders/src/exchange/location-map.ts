import type { Collection, CollectionSpec } from "@phm/service-kit";
import { type SystemKey, systemId } from "./system-book.js";

export type StoredLocation = {
  readonly organisation: string;
  readonly site: string;
  readonly system: string;
  readonly asset: string;
  readonly location: string;
};

/** By asset, and the other way round: a place of theirs is one machine of ours. */
export const LOCATION_COLLECTION: CollectionSpec = {
  name: "exchange_locations",
  indexes: [
    { name: "by_asset", fields: ["organisation", "site", "system", "asset"] },
    { name: "by_location", fields: ["organisation", "site", "system", "location"], unique: true },
  ],
};

/** Where the machines of ours stand in the functional locations of other systems. */
export class LocationMap {
  constructor(private readonly locations: Collection<StoredLocation>) {}

  /**
   * @returns whether that was new
   * @throws DuplicateKey where the location belongs to another asset
   */
  async put(key: SystemKey, asset: string, location: string): Promise<boolean> {
    const { organisation, site, id: system } = key;
    const stored = await this.locations.get(documentId(key, asset));
    if (stored?.value.location === location) return false;
    await this.locations.put(documentId(key, asset), { organisation, site, system, asset, location }, stored?.version ?? 0);
    return true;
  }

  /** @returns false where it had none */
  remove(key: SystemKey, asset: string): Promise<boolean> {
    return this.locations.delete(documentId(key, asset));
  }

  async locationOf(key: SystemKey, asset: string): Promise<string | undefined> {
    return (await this.locations.get(documentId(key, asset)))?.value.location;
  }

  async assetAt({ organisation, site, id: system }: SystemKey, location: string): Promise<string | undefined> {
    const { items } = await this.locations.query({ where: { organisation, site, system, location }, limit: 1 });
    return items[0]?.value.asset;
  }

  async list({ organisation, site, id: system }: SystemKey, page: { readonly limit: number; readonly cursor?: string }) {
    const where = { organisation, site, system };
    const { items, nextCursor } = await this.locations.query({ where, sort: [{ field: "asset", direction: "asc" }], ...page });
    return { locations: items.map(({ value: { asset, location } }) => ({ asset, location })), nextCursor };
  }
}

function documentId(key: SystemKey, asset: string): string {
  return `${systemId(key)}:${asset}`;
}
