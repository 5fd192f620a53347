import { PastOrderSchema, pastOrderFromWire, pastOrderToWire } from "@phm/contracts";
import { type AssetRef, InvalidValue, type PastOrder, pastOrderTime, storedTime } from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey, fromStored, type JsonObject, toStored } from "@phm/service-kit";
import type { MachineJournal } from "../equipment/machine-journal.js";

export type StoredPastOrder = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly timeNs: string;
  /** In the JSON form of the contract. */
  readonly order: JsonObject;
};

/** By `org:site:number`. */
export const PAST_ORDER_COLLECTION: CollectionSpec = {
  name: "past_orders",
  indexes: [{ name: "by_asset", fields: ["organisation", "site", "asset", "timeNs"] }],
};

const NEWEST_FIRST = [{ field: "timeNs", direction: "desc" }] as const;

/** Work of before, each order once. What is there is never changed. */
export class PastOrderBook {
  constructor(
    private readonly orders: Collection<StoredPastOrder>,
    private readonly journal: Pick<MachineJournal, "notePastOrder">,
  ) {}

  /**
   * Puts an order on record and on its machine's time line. The same one again changes nothing, but puts on the time line what a crash
   * has kept from it.
   * @returns whether it was new
   * @throws InvalidValue, reason `conflict`, where the number is on record with other content
   */
  async take(order: PastOrder): Promise<boolean> {
    const isNew = !(await this.has(order)) && (await this.#insert(order));
    await this.journal.notePastOrder(order);
    return isNew;
  }

  /** Whether it is on record, with this content. @throws InvalidValue, reason `conflict`, where it is with another */
  async has(order: PastOrder): Promise<boolean> {
    const known = await this.orders.get(documentId(order));
    if (!known) return false;
    if (JSON.stringify(known.value.order) === JSON.stringify(storedPastOrder(order).order)) return true;
    throw new InvalidValue("number", order.number, "one that is not on record with other content", "conflict");
  }

  async list(
    { organisation, site, asset }: AssetRef,
    slice: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ orders: PastOrder[]; nextCursor?: string }> {
    const { items, nextCursor } = await this.orders.query({ where: { organisation, site, asset }, sort: NEWEST_FIRST, ...slice });
    const orders = items.map(({ value }) => pastOrderFromWire(fromStored(PastOrderSchema, value.order)));
    return nextCursor === undefined ? { orders } : { orders, nextCursor };
  }

  /** Another import may have put it there meanwhile. */
  async #insert(order: PastOrder): Promise<boolean> {
    try {
      await this.orders.insert(documentId(order), storedPastOrder(order));
      return true;
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      return !(await this.has(order));
    }
  }
}

function documentId({ ref: { organisation, site }, number }: PastOrder): string {
  return `${organisation}:${site}:${number}`;
}

function storedPastOrder(order: PastOrder): StoredPastOrder {
  const { organisation, site, asset } = order.ref;
  return { organisation, site, asset, timeNs: storedTime(pastOrderTime(order)), order: toStored(PastOrderSchema, pastOrderToWire(order)) };
}
