import { availableQuantity, EMPTY_STOCK, isShort, type PartStock } from "@phm/advisory";
import { SparePartSchema, sparePartFromWire, sparePartToWire } from "@phm/contracts";
import type { SparePart } from "@phm/domain";
import { type CollectionSpec, fromStored, type JsonObject, type Stored, toStored } from "@phm/service-kit";

/** A movement as it was booked. */
export type StoredMovement = {
  readonly id: string;
  readonly timeNs: string;
  readonly actor: string;
  readonly note: string;
  /** The command, as `applyStockCommand` of @phm/advisory takes it. */
  readonly command: JsonObject;
};

/** A part with its stock and what was booked last: one document, so that stock and reservations never disagree. */
export type StoredPart = {
  readonly organisation: string;
  readonly site: string;
  readonly part: string;
  /** Present while it must be bought, so that the index holds only that. */
  readonly short?: true;
  /** Present while none can be promised: advice asks for these with every finding, so they have an index of their own. */
  readonly missing?: true;
  /** Present while something is put by, so that the end of an order need not look at all parts. */
  readonly reserved?: true;
  /** In the JSON form of the contract. */
  readonly record: JsonObject;
  readonly stock: JsonObject;
  /** Youngest last: by these a repeated movement is known, and the history is made whole after a crash. */
  readonly recent: readonly StoredMovement[];
};

export const PART_COLLECTION: CollectionSpec = {
  name: "parts",
  indexes: [
    { name: "by_part", fields: ["organisation", "site", "part"], unique: true },
    { name: "by_shortage", fields: ["organisation", "site", "short", "part"] },
    { name: "by_absence", fields: ["organisation", "site", "missing"] },
    { name: "by_reservation", fields: ["organisation", "site", "reserved"] },
  ],
};

/** A part as it is read. */
export interface PartRecord {
  readonly part: SparePart;
  readonly stock: PartStock;
  readonly available: number;
  readonly short: boolean;
  readonly version: number;
}

export function storedPart(part: SparePart, stock: PartStock, recent: readonly StoredMovement[]): StoredPart {
  const { organisation, site, id } = part;
  return {
    ...{ organisation, site, part: id },
    ...(isShort(stock) ? { short: true as const } : {}),
    ...(availableQuantity(stock) <= 0 ? { missing: true as const } : {}),
    ...(stock.reservations.length > 0 ? { reserved: true as const } : {}),
    record: toStored(SparePartSchema, sparePartToWire(part)),
    stock: stock as unknown as JsonObject,
    recent,
  };
}

export function partOf(stored: StoredPart): SparePart {
  return sparePartFromWire(fromStored(SparePartSchema, stored.record));
}

export function stockOf(stored: StoredPart | undefined): PartStock {
  return stored ? (stored.stock as unknown as PartStock) : EMPTY_STOCK;
}

export function readPart({ value, version }: Stored<StoredPart>): PartRecord {
  const stock = stockOf(value);
  return { part: partOf(value), stock, available: availableQuantity(stock), short: isShort(stock), version };
}
