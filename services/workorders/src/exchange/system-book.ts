import { EnterpriseSystemSchema, enterpriseSystemFromWire, enterpriseSystemToWire } from "@phm/contracts";
import type { EnterpriseSystem, OrganisationId, SiteId } from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  fromStored,
  type JsonObject,
  retryOnConflict,
  ServiceError,
  toStored,
} from "@phm/service-kit";

/** Which system of which site. */
export interface SystemKey {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly id: string;
}

export type StoredSystem = {
  readonly organisation: string;
  readonly site: string;
  /** In the JSON form of the contract. */
  readonly system: JsonObject;
  /** How far its changes have been asked for, and when that was last. */
  readonly cursor: string;
  readonly polledNs: string;
};

export const SYSTEM_COLLECTION: CollectionSpec = {
  name: "exchange_systems",
  indexes: [{ name: "by_site", fields: ["organisation", "site"] }],
};

/** Nobody connects more. */
const MAX_SYSTEMS = 500;

/** The other systems of all sites. */
export class SystemBook {
  constructor(private readonly systems: Collection<StoredSystem>) {}

  /** Adds or replaces a system. Without a secret, the one that it has is kept: it is never shown, so it cannot be sent back. */
  async put(system: EnterpriseSystem): Promise<EnterpriseSystem> {
    return retryOnConflict(async () => {
      const stored = await this.systems.get(systemId(system));
      const secret = system.secret ?? (stored && read(stored.value).secret);
      const whole = { ...system, ...(secret === undefined ? {} : { secret }) };
      const { organisation, site } = system;
      const { cursor = "", polledNs = "0" } = stored?.value ?? {};
      const value = { organisation, site, system: toStored(EnterpriseSystemSchema, enterpriseSystemToWire(whole)), cursor, polledNs };
      await this.systems.put(systemId(system), value, stored?.version ?? 0);
      return whole;
    });
  }

  /** @returns false where there was none */
  remove(key: SystemKey): Promise<boolean> {
    return this.systems.delete(systemId(key));
  }

  async find(key: SystemKey): Promise<EnterpriseSystem | undefined> {
    const stored = await this.systems.get(systemId(key));
    return stored && read(stored.value);
  }

  /** @throws ServiceError not_found */
  async get(key: SystemKey): Promise<EnterpriseSystem> {
    const found = await this.find(key);
    if (found) return found;
    throw new ServiceError("not_found", `no system ${key.id} is connected to site ${key.site}`, { field: "system", value: key.id });
  }

  async ofSite(organisation: string, site: string): Promise<EnterpriseSystem[]> {
    const { items } = await this.systems.query({ where: { organisation, ...(site === "" ? {} : { site }) }, limit: MAX_SYSTEMS });
    return items.map(({ value }) => read(value));
  }

  /** All of them, with how far each has been asked. */
  async all(): Promise<readonly { readonly system: EnterpriseSystem; readonly cursor: string; readonly polledNs: bigint }[]> {
    const { items } = await this.systems.query({ limit: MAX_SYSTEMS });
    return items.map(({ value }) => ({ system: read(value), cursor: value.cursor, polledNs: BigInt(value.polledNs) }));
  }

  /** Notes how far a system has been asked; nothing where it was removed meanwhile. */
  async polled(key: SystemKey, cursor: string, nowNs: bigint): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.systems.get(systemId(key));
      if (stored) await this.systems.put(stored.id, { ...stored.value, cursor, polledNs: String(nowNs) }, stored.version);
    });
  }
}

/** `org:site:id`. */
export function systemId({ organisation, site, id }: SystemKey): string {
  return `${organisation}:${site}:${id}`;
}

function read({ system }: StoredSystem): EnterpriseSystem {
  return enterpriseSystemFromWire(fromStored(EnterpriseSystemSchema, system));
}
