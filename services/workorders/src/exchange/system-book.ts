import { EnterpriseSystemSchema, enterpriseSystemFromWire, enterpriseSystemToWire } from "@phm/contracts";
import type { EnterpriseSystem, OrganisationId, SiteId, TimeNs } from "@phm/domain";
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
  /** Why it could not be asked then; empty where it could. */
  readonly pollError: string;
  /** When the orders that stand were last gone through for it; "0" since it was changed. */
  readonly caughtUpNs: string;
};

/** What asking a system for its changes has come to; what is left out stays. */
export interface PollChange {
  readonly cursor?: string;
  readonly polledNs?: TimeNs;
  readonly pollError?: string;
}

export const SYSTEM_COLLECTION: CollectionSpec = {
  name: "exchange_systems",
  indexes: [{ name: "by_site", fields: ["organisation", "site"] }],
};

/** Nobody connects more. */
const MAX_SYSTEMS = 500;

/** A system with how far it has been asked and told. */
export interface SystemCourse {
  readonly system: EnterpriseSystem;
  readonly cursor: string;
  readonly polledNs: TimeNs;
  readonly pollError: string;
  readonly caughtUpNs: TimeNs;
}

const NEVER_ASKED = { cursor: "", polledNs: "0", pollError: "" };

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
      const asked = stored?.value ?? NEVER_ASKED;
      const value = {
        ...asked,
        organisation,
        site,
        caughtUpNs: "0",
        system: toStored(EnterpriseSystemSchema, enterpriseSystemToWire(whole)),
      };
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
    throw notConnected(key);
  }

  async ofSite(organisation: string, site: string): Promise<EnterpriseSystem[]> {
    const { items } = await this.systems.query({ where: { organisation, ...(site === "" ? {} : { site }) }, limit: MAX_SYSTEMS });
    return items.map(({ value }) => read(value));
  }

  async all(): Promise<SystemCourse[]> {
    const { items } = await this.systems.query({ limit: MAX_SYSTEMS });
    return items.map(({ value }) => courseOf(value));
  }

  /** @throws ServiceError not_found */
  async course(key: SystemKey): Promise<SystemCourse> {
    const stored = await this.systems.get(systemId(key));
    if (stored) return courseOf(stored.value);
    throw notConnected(key);
  }

  /** Notes how far a system has been asked, and how that went; nothing where it was removed meanwhile. */
  polled(key: SystemKey, { polledNs, ...change }: PollChange): Promise<void> {
    return this.#note(key, { ...change, ...(polledNs === undefined ? {} : { polledNs: String(polledNs) }) });
  }

  /** The orders that stood at a time have been gone through for it. */
  caughtUp(key: SystemKey, atNs: TimeNs): Promise<void> {
    return this.#note(key, { caughtUpNs: String(atNs) });
  }

  async #note(key: SystemKey, change: Partial<StoredSystem>): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.systems.get(systemId(key));
      if (stored) await this.systems.put(stored.id, { ...stored.value, ...change }, stored.version);
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

function courseOf(stored: StoredSystem): SystemCourse {
  const { cursor, polledNs, pollError, caughtUpNs } = stored;
  return { system: read(stored), cursor, polledNs: BigInt(polledNs), pollError, caughtUpNs: BigInt(caughtUpNs) };
}

function notConnected({ id, site }: SystemKey): ServiceError {
  return new ServiceError("not_found", `no system ${id} is connected to site ${site}`, { field: "system", value: id });
}
