import {
  type AssetId,
  type AssetRef,
  type Criticality,
  type Equipment,
  type EquipmentEntry,
  type EquipmentKey,
  type EquipmentKind,
  type EquipmentState,
  equipmentKey,
  InvalidValue,
  type OrganisationId,
  type SiteId,
} from "@phm/domain";
import { type Collection, ServiceError } from "@phm/service-kit";
import { type Places, readEntry, type StoredEquipment } from "./stored-equipment.js";

/** What a list is narrowed to: all that is given must hold. */
export interface EquipmentFilter {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  /** Only what stands directly under it. */
  readonly parent?: string;
  readonly kind?: EquipmentKind;
  readonly state?: EquipmentState;
  readonly criticality?: Criticality;
  readonly asset?: string;
}

export interface EquipmentListing extends EquipmentFilter {
  readonly order: "code" | "changed";
  readonly limit: number;
  readonly cursor?: string;
}

const PAGE = 500;
/** Figures of more machines are those of a site. */
const MAX_ASSETS = 2_000;

/** The nodes of all sites, for reading. */
export class EquipmentTree {
  constructor(private readonly nodes: Collection<StoredEquipment>) {}

  /** @throws ServiceError not_found */
  async get(key: EquipmentKey): Promise<EquipmentEntry> {
    const entry = await this.find(key);
    if (entry) return entry;
    throw unknownEquipment(key);
  }

  async find(key: EquipmentKey): Promise<EquipmentEntry | undefined> {
    const stored = await this.nodes.get(equipmentKey(key));
    return stored && readEntry(stored.value);
  }

  /** By code, or the latest change first. */
  async list({ order, limit, cursor, ...where }: EquipmentListing): Promise<{ entries: EquipmentEntry[]; nextCursor?: string }> {
    const sort = order === "code" ? ({ field: "code", direction: "asc" } as const) : ({ field: "changedNs", direction: "desc" } as const);
    const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
    const query = { where: given, sort: [sort], limit, ...(cursor === undefined ? {} : { cursor }) };
    const { items, nextCursor } = await this.nodes.query(query);
    const entries = items.map(({ value }) => readEntry(value));
    return nextCursor === undefined ? { entries } : { entries, nextCursor };
  }

  /** The machine that an asset is tied to. */
  async machineOf({ organisation, site, asset }: AssetRef): Promise<EquipmentEntry | undefined> {
    return this.#first({ organisation, site, asset });
  }

  /** The component of a machine by the word that work orders have for it. */
  async componentOf({ organisation, site, code }: EquipmentKey, component: string): Promise<EquipmentEntry | undefined> {
    return this.#first({ organisation, site, parent: code, component });
  }

  /** Assets of the machines under a node, itself included. @throws ServiceError not_found, InvalidValue where they are too many */
  async assetsUnder(key: EquipmentKey): Promise<AssetId[]> {
    const assets: AssetId[] = [];
    const open = [(await this.get(key)).equipment];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.record.asset !== undefined) assets.push(node.record.asset);
      if (assets.length > MAX_ASSETS) throw new InvalidValue("place", key.code, `with at most ${MAX_ASSETS} machines under it`, "too_many");
      // What stands under a machine are its components, which have no asset.
      if (node.kind !== "machine") open.push(...(await this.#childrenOf(node)));
    }
    return assets;
  }

  async #childrenOf({ organisation, site, code }: EquipmentKey): Promise<Equipment[]> {
    const children: Equipment[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await this.list({ organisation, site, parent: code, order: "code", limit: PAGE, ...(cursor ? { cursor } : {}) });
      children.push(...page.entries.map(({ equipment }) => equipment));
      if (page.nextCursor === undefined) return children;
      cursor = page.nextCursor;
    }
  }

  /** The places that a node stands in, itself included. */
  async placesOf({ organisation, site, code, kind, parent }: Equipment): Promise<Places> {
    const above = parent === undefined ? undefined : await this.find({ organisation, site, code: parent });
    const places = above ? await this.placesOf(above.equipment) : {};
    return kind === "component" ? places : { ...places, [kind]: code };
  }

  async #first(where: Readonly<Record<string, string>>): Promise<EquipmentEntry | undefined> {
    const { items } = await this.nodes.query({ where, limit: 1 });
    return items[0] && readEntry(items[0].value);
  }
}

export function unknownEquipment({ code, site }: EquipmentKey): ServiceError {
  const facts = { field: "code", value: code, reason: "unknown_equipment" };
  return new ServiceError("not_found", `there is no equipment ${code} at ${site}`, facts);
}
