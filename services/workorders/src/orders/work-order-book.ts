import { WorkOrderSchema, workOrderFromWire, workOrderToWire } from "@phm/contracts";
import { type Advisory, failureFamily, openWorkOrderKey, storedTime, type WorkOrder, type WorkOrderState } from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  DuplicateKey,
  fromStored,
  type JsonObject,
  ServiceError,
  type Stored,
  toStored,
} from "@phm/service-kit";

export type StoredOrder = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly state: WorkOrderState;
  readonly openedNs: string;
  /** Held by an order as long as it is open, left out afterwards: the unique index on it is what keeps a second order away. */
  readonly openKey?: string;
  /** In the JSON form of the contract. */
  readonly order: JsonObject;
};

export const ORDER_COLLECTION: CollectionSpec = {
  name: "work_orders",
  indexes: [
    { name: "one_open_order", fields: ["openKey"], unique: true },
    { name: "by_organisation", fields: ["organisation", "openedNs"] },
    { name: "by_asset", fields: ["organisation", "site", "asset", "openedNs"] },
    { name: "by_state", fields: ["organisation", "state", "openedNs"] },
  ],
};

/** From the order that is open (or none) and an advisory to the order as it should be; null where no order is called for. */
export type ApplyAdvisory = (order: WorkOrder | null, advisory: Advisory) => WorkOrder | null;

export interface ListOptions {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly state?: WorkOrderState;
  readonly limit: number;
  readonly cursor?: string;
}

/** All work orders. At most one is open for each organisation, site, asset, component and failure family: the index sees to it. */
export class WorkOrderBook {
  constructor(
    private readonly orders: Collection<StoredOrder>,
    private readonly applyAdvisory: ApplyAdvisory,
  ) {}

  /** Opens or enriches the order that the advisory concerns; the same advisory again changes nothing. Returns the order, if there is one. */
  async apply(advisory: Advisory): Promise<WorkOrder | undefined> {
    const open = await this.findOpen(advisory);
    const before = open ? readOrder(open.value) : null;
    const after = this.applyAdvisory(before, advisory);
    if (after === null) return undefined;
    if (after === before) return after;
    if (open) {
      await this.orders.put(open.id, storedOrder(after), open.version);
      return after;
    }
    return this.open(after);
  }

  private async open(order: WorkOrder): Promise<WorkOrder> {
    const id = documentId(order.ref.organisation, order.id);
    try {
      await this.orders.insert(id, storedOrder(order));
      return order;
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      // The id comes from the advisory: an order under it was opened by this very advisory, and has perhaps been closed since.
      const same = await this.orders.get(id);
      if (same) return readOrder(same.value);
      // Another process opened an order for the same key in this moment: come again and enrich that one.
      throw new ServiceError("conflict", `an order for ${openWorkOrderKey(order)} was opened at the same moment`, { cause: error });
    }
  }

  private async findOpen(advisory: Advisory): Promise<Stored<StoredOrder> | undefined> {
    const openKey = openWorkOrderKey({
      ref: advisory.ref,
      component: advisory.component,
      failureFamily: failureFamily(advisory.failureMode),
    });
    const { items } = await this.orders.query({ where: { openKey }, limit: 1 });
    return items[0];
  }

  /** @throws ServiceError not_found */
  async get(organisation: string, id: string): Promise<{ order: WorkOrder; version: number }> {
    const stored = await this.orders.get(documentId(organisation, id));
    if (!stored) throw new ServiceError("not_found", `there is no work order ${id}`, { field: "id", value: id });
    return { order: readOrder(stored.value), version: stored.version };
  }

  /** Newest first. */
  async list({ organisation, site, asset, state, limit, cursor }: ListOptions): Promise<{ orders: WorkOrder[]; nextCursor?: string }> {
    const { items, nextCursor } = await this.orders.query({
      where: { organisation, ...(site ? { site } : {}), ...(asset ? { asset } : {}), ...(state ? { state } : {}) },
      sort: [{ field: "openedNs", direction: "desc" }],
      limit,
      ...(cursor ? { cursor } : {}),
    });
    const orders = items.map((item) => readOrder(item.value));
    return nextCursor === undefined ? { orders } : { orders, nextCursor };
  }
}

function documentId(organisation: string, id: string): string {
  return `${organisation}:${id}`;
}

function storedOrder(order: WorkOrder): StoredOrder {
  const { organisation, site, asset } = order.ref;
  const json = toStored(WorkOrderSchema, workOrderToWire(order));
  const open = order.state === "open" ? { openKey: openWorkOrderKey(order) } : {};
  return { organisation, site, asset, state: order.state, openedNs: storedTime(order.openedNs), ...open, order: json };
}

function readOrder(stored: StoredOrder): WorkOrder {
  return workOrderFromWire(fromStored(WorkOrderSchema, stored.order));
}
