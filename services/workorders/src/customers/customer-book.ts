import { CustomerSchema, customerFromWire, customerToWire } from "@phm/contracts";
import {
  CUSTOMER_RELATIONS,
  type Customer,
  type CustomerLink,
  type CustomerRelation,
  type Equipment,
  type EquipmentCode,
  type EquipmentKey,
  type OrganisationId,
  type SiteId,
} from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  eachDocument,
  fromStored,
  type JsonObject,
  retryOnConflict,
  ServiceError,
  type Stored,
  toStored,
  VersionConflict,
} from "@phm/service-kit";
import type { EquipmentTree } from "../equipment/equipment-tree.js";

interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export type StoredCustomer = {
  readonly organisation: string;
  readonly customerId: string;
  /** In the JSON form of the contract. */
  readonly customer: JsonObject;
};

export type StoredCustomerLink = {
  readonly organisation: string;
  readonly site: string;
  readonly code: string;
  readonly relation: CustomerRelation;
  readonly customerId: string;
};

export const CUSTOMER_COLLECTION: CollectionSpec = {
  name: "customers",
  indexes: [{ name: "by_id", fields: ["organisation", "customerId"], unique: true }],
};
export const CUSTOMER_LINK_COLLECTION: CollectionSpec = {
  name: "customer_links",
  indexes: [{ name: "by_customer", fields: ["organisation", "customerId", "site", "code"] }],
};

export interface CustomerRecord {
  readonly customer: Customer;
  readonly version: number;
}

export type LinkKey = Omit<CustomerLink, "customer">;

/** The customers of all organisations, and which nodes of the equipment register are whose. A node has one link of each relation at most. */
export class CustomerBook {
  constructor(
    private readonly customers: Collection<StoredCustomer>,
    private readonly links: Collection<StoredCustomerLink>,
    private readonly tree: Pick<EquipmentTree, "get">,
  ) {}

  /** @throws ServiceError not_found */
  async get(organisation: OrganisationId, id: string): Promise<CustomerRecord> {
    const stored = await this.customers.get(`${organisation}:${id}`);
    if (stored) return recordOf(stored);
    throw new ServiceError("not_found", `there is no customer ${id}`, { field: "customer", value: id, reason: "unknown_customer" });
  }

  /** Replaces a record; the same again changes nothing. @throws ServiceError conflict when somebody else was first */
  async put(customer: Customer, expectedVersion: number): Promise<CustomerRecord> {
    const { organisation, id } = customer;
    const key = `${organisation}:${id}`;
    const before = await this.customers.get(key);
    const value = { organisation, customerId: id, customer: toStored(CustomerSchema, customerToWire(customer)) };
    if (before && JSON.stringify(before.value) === JSON.stringify(value)) return recordOf(before);
    try {
      return recordOf(await this.customers.put(key, value, expectedVersion));
    } catch (error) {
      if (error instanceof VersionConflict) throw conflict(id, before?.version ?? 0, expectedVersion);
      throw error;
    }
  }

  async list(organisation: OrganisationId, page: PageRequest): Promise<{ records: CustomerRecord[]; nextCursor?: string }> {
    const sort = [{ field: "customerId", direction: "asc" }] as const;
    const { items, nextCursor } = await this.customers.query({ where: { organisation }, sort, ...page });
    const records = items.map(recordOf);
    return nextCursor === undefined ? { records } : { records, nextCursor };
  }

  /** Forgets a customer, the links first: a kill between leaves a customer that can be removed again. False where there was none. */
  async remove(organisation: OrganisationId, id: string): Promise<boolean> {
    for await (const link of eachDocument(this.links, { organisation, customerId: id })) await this.links.delete(link.id);
    return this.customers.delete(`${organisation}:${id}`);
  }

  /** Says whose a node is; who was so before is no longer. @throws ServiceError not_found for a customer or a node that is not on record */
  async link(link: CustomerLink): Promise<void> {
    await this.get(link.organisation, link.customer);
    await this.tree.get(link);
    const { organisation, site, code, relation, customer: customerId } = link;
    await retryOnConflict(async () => {
      const stored = await this.links.get(linkId(link));
      if (stored?.value.customerId === customerId) return;
      await this.links.put(linkId(link), { organisation, site, code, relation, customerId }, stored?.version ?? 0);
    });
  }

  /** False where there was none. */
  unlink(key: LinkKey): Promise<boolean> {
    return this.links.delete(linkId(key));
  }

  /** The nodes of a customer, by site and code. */
  async equipmentOf(organisation: OrganisationId, id: string, page: PageRequest): Promise<{ links: CustomerLink[]; nextCursor?: string }> {
    const sort = [
      { field: "site", direction: "asc" },
      { field: "code", direction: "asc" },
    ] as const;
    const { items, nextCursor } = await this.links.query({ where: { organisation, customerId: id }, sort, ...page });
    const links = items.map(linkOf);
    return nextCursor === undefined ? { links } : { links, nextCursor };
  }

  /** Whose a node is: by its own links, else by those of what it stands under. @throws ServiceError not_found */
  async customersOf(key: EquipmentKey): Promise<CustomerLink[]> {
    const found = new Map<CustomerRelation, CustomerLink>();
    let node: Equipment | undefined = (await this.tree.get(key)).equipment;
    while (node && found.size < CUSTOMER_RELATIONS.length) {
      for (const relation of CUSTOMER_RELATIONS) {
        const stored: Stored<StoredCustomerLink> | undefined = await this.links.get(linkId({ ...node, relation }));
        if (stored && !found.has(relation)) found.set(relation, linkOf(stored));
      }
      const { organisation, site, parent }: Equipment = node;
      node = parent === undefined ? undefined : (await this.tree.get({ organisation, site, code: parent })).equipment;
    }
    return [...found.values()];
  }
}

function recordOf({ value, version }: Stored<StoredCustomer>): CustomerRecord {
  return { customer: customerFromWire(fromStored(CustomerSchema, value.customer)), version };
}

function linkOf({ value }: Stored<StoredCustomerLink>): CustomerLink {
  const { organisation, site, code, relation, customerId } = value;
  return {
    ...{ organisation: organisation as OrganisationId, site: site as SiteId, code: code as EquipmentCode },
    ...{ relation, customer: customerId },
  };
}

function linkId({ organisation, site, code, relation }: LinkKey): string {
  return `${organisation}:${site}:${code}:${relation}`;
}

function conflict(id: string, version: number, expected: number): ServiceError {
  return new ServiceError("conflict", `customer ${id} has version ${version}, not version ${expected}`, {
    field: "expectedVersion",
    value: String(expected),
    limit: String(version),
    retryable: false,
  });
}
