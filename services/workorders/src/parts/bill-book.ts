import { BillSchema, billFromWire, billToWire } from "@phm/contracts";
import {
  type AssetId,
  type AssetRef,
  assetId,
  assetKey,
  type BillOfMaterials,
  type OrganisationId,
  type PlacedPart,
  placedParts,
  type SiteId,
} from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  DuplicateKey,
  fromStored,
  type JsonObject,
  ServiceError,
  toStored,
  VersionConflict,
} from "@phm/service-kit";
import type { PageRequest } from "./part-store.js";

export type StoredBill = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  /** In the JSON form of the contract. */
  readonly bill: JsonObject;
};

/** Says that a machine's bill has, or once had, a part: where to look, never what holds. */
export type StoredPartUse = {
  readonly organisation: string;
  readonly site: string;
  readonly part: string;
  readonly asset: string;
};

export const BILL_COLLECTION: CollectionSpec = {
  name: "bills_of_materials",
  indexes: [{ name: "by_asset", fields: ["organisation", "site", "asset"], unique: true }],
};
export const PART_USE_COLLECTION: CollectionSpec = {
  name: "part_uses",
  indexes: [{ name: "by_part", fields: ["organisation", "site", "part", "asset"], unique: true }],
};

export interface BillRecord {
  readonly bill: BillOfMaterials;
  /** 0: none is on record. */
  readonly version: number;
}

/** Where a machine has a part, by its bill. */
export interface PartUse {
  readonly asset: AssetId;
  readonly positions: readonly string[];
  readonly quantity: number;
}

/**
 * The bills of materials of all machines, one document each. Where a part is used is found by rows that are written before the bill and
 * never taken back: a kill between the two leaves a row too many, which the bill itself does not bear out when it is read.
 */
export class BillBook {
  constructor(
    private readonly bills: Collection<StoredBill>,
    private readonly uses: Collection<StoredPartUse>,
    private readonly hasAsset: (ref: AssetRef) => Promise<boolean>,
  ) {}

  async get(ref: AssetRef): Promise<BillRecord> {
    const stored = await this.bills.get(assetKey(ref));
    return stored ? { bill: billOf(stored.value), version: stored.version } : { bill: { ref, items: [] }, version: 0 };
  }

  /** What is in the machine by its bill. */
  async placed(ref: AssetRef): Promise<PlacedPart[]> {
    return placedParts((await this.get(ref)).bill);
  }

  /**
   * Replaces a machine's bill; the same bill again changes nothing.
   * @throws ServiceError not_found for an asset that is not registered, conflict when somebody else was first
   */
  async put(bill: BillOfMaterials, expectedVersion: number): Promise<BillRecord> {
    const { ref } = bill;
    if (!(await this.hasAsset(ref))) throw unknownAsset(ref);
    const before = await this.get(ref);
    const value = storedBill(bill);
    if (before.version > 0 && JSON.stringify(storedBill(before.bill)) === JSON.stringify(value)) return before;
    if (before.version !== expectedVersion) throw conflict(ref, before.version, expectedVersion);
    for (const part of new Set(placedParts(bill).map((each) => each.part))) await this.#noteUse(ref, part);
    try {
      const { version } = await this.bills.put(assetKey(ref), value, expectedVersion);
      return { bill, version };
    } catch (error) {
      if (error instanceof VersionConflict) throw conflict(ref, (await this.get(ref)).version, expectedVersion);
      throw error;
    }
  }

  /** The machines that have a part now, by asset. A page may be shorter than asked for although another follows. */
  async usesOf(
    { organisation, site, part }: { readonly organisation: OrganisationId; readonly site: SiteId; readonly part: string },
    page: PageRequest,
  ): Promise<{ uses: PartUse[]; nextCursor?: string }> {
    const where = { organisation, site, part };
    const { items, nextCursor } = await this.uses.query({ where, sort: [{ field: "asset", direction: "asc" }], ...page });
    const found = await Promise.all(items.map(({ value }) => this.#useIn({ organisation, site, asset: assetId(value.asset) }, part)));
    const uses = found.filter((use) => use.positions.length > 0);
    return nextCursor === undefined ? { uses } : { uses, nextCursor };
  }

  async #useIn(ref: AssetRef, part: string): Promise<PartUse> {
    const placed = (await this.placed(ref)).filter((each) => each.part === part);
    const quantity = placed.reduce((sum, each) => sum + each.quantity, 0);
    return { asset: ref.asset, positions: placed.map(({ position }) => position), quantity };
  }

  async #noteUse({ organisation, site, asset }: AssetRef, part: string): Promise<void> {
    try {
      await this.uses.insert(`${organisation}:${site}:${part}:${asset}`, { organisation, site, part, asset });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
}

function storedBill(bill: BillOfMaterials): StoredBill {
  const { organisation, site, asset } = bill.ref;
  return { organisation, site, asset, bill: toStored(BillSchema, billToWire(bill)) };
}

function billOf({ bill }: StoredBill): BillOfMaterials {
  return billFromWire(fromStored(BillSchema, bill));
}

function unknownAsset({ site, asset }: AssetRef): ServiceError {
  const facts = { field: "asset", value: asset, limit: "an asset of the register", reason: "unknown_asset" };
  return new ServiceError("not_found", `asset ${asset} at ${site} is not in the register`, facts);
}

function conflict({ asset }: AssetRef, version: number, expected: number): ServiceError {
  return new ServiceError("conflict", `the bill of materials of ${asset} has version ${version}, not version ${expected}`, {
    field: "expectedVersion",
    value: String(expected),
    limit: String(version),
    retryable: false,
  });
}
