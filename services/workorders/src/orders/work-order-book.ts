import { type Advisory, failureFamily, formatTimeNs, openWorkOrderKey, type WorkOrder, type WorkOrderState } from "@phm/domain";
import { type Collection, DuplicateKey, retryOnConflict, ServiceError, type Stored } from "@phm/service-kit";
import { type OrderRecord, readOrder, readRecord, type StoredOrder, storedOrder } from "./stored-order.js";

/** From the order that is open, else the latest that has ended (or none) and an advisory to the order as it should be; null where no order is called for. */
export type ApplyAdvisory = (order: WorkOrder | null, advisory: Advisory) => WorkOrder | null;

export interface ListOptions {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly state?: WorkOrderState;
  readonly limit: number;
  readonly cursor?: string;
}

/** What a person decides about an order. */
export interface OrderDecision {
  readonly organisation: string;
  readonly id: string;
  /** The version that the decision rests on, 0 for any. */
  readonly expectedVersion: number;
  /** Whether a caller that got no answer says the same again: then nothing is written. */
  readonly isDone: (record: OrderRecord) => boolean;
  readonly decide: (order: WorkOrder) => OrderRecord;
}

/** All work orders. At most one is open for each organisation, site, asset, component and failure family: the index sees to it. */
export class WorkOrderBook {
  constructor(
    private readonly orders: Collection<StoredOrder>,
    private readonly applyAdvisory: ApplyAdvisory,
  ) {}

  /** Opens or enriches the order that the advisory concerns; the same advisory again changes nothing. Returns the order, if there is one. */
  async apply(advisory: Advisory): Promise<WorkOrder | undefined> {
    const found = await this.find(advisory);
    const before = found ? readOrder(found.value) : null;
    const after = this.applyAdvisory(before, advisory);
    if (after === null) return undefined;
    if (after === before) return after.state === "open" ? after : undefined;
    if (!found || after.id !== before?.id) return this.open(after);
    await this.orders.put(found.id, storedOrder({ order: after }), found.version);
    return after;
  }

  private async open(order: WorkOrder): Promise<WorkOrder> {
    const id = documentId(order.ref.organisation, order.id);
    try {
      await this.orders.insert(id, storedOrder({ order }));
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

  /** The order on the advisory's fault: the open one, else the one that was opened last. */
  private async find({ ref, component, failureMode }: Advisory): Promise<Stored<StoredOrder> | undefined> {
    const key = openWorkOrderKey({ ref, component, failureFamily: failureFamily(failureMode) });
    const open = await this.orders.query({ where: { openKey: key }, limit: 1 });
    if (open.items[0]) return open.items[0];
    const ended = await this.orders.query({ where: { faultKey: key }, sort: NEWEST_FIRST, limit: 1 });
    return ended.items[0];
  }

  /**
   * Ends an order as a person decides.
   * @throws ServiceError not_found, or conflict naming who has changed the order since; whatever the decision throws
   */
  async end({ organisation, id, expectedVersion, isDone, decide }: OrderDecision): Promise<Stored<StoredOrder>> {
    return retryOnConflict(async () => {
      const stored = await this.stored(organisation, id);
      const before = readRecord(stored.value);
      if (isDone(before)) return stored;
      if (expectedVersion !== 0 && expectedVersion !== stored.version) throw conflict(before.order, expectedVersion, stored.version);
      return this.orders.put(stored.id, storedOrder(decide(before.order)), stored.version);
    });
  }

  /** @throws ServiceError not_found */
  async get(organisation: string, id: string): Promise<OrderRecord & { readonly version: number }> {
    const stored = await this.stored(organisation, id);
    return { ...readRecord(stored.value), version: stored.version };
  }

  private async stored(organisation: string, id: string): Promise<Stored<StoredOrder>> {
    const stored = await this.orders.get(documentId(organisation, id));
    if (!stored) throw new ServiceError("not_found", `there is no work order ${id}`, { field: "id", value: id });
    return stored;
  }

  /** Newest first. */
  async list({ organisation, site, asset, state, limit, cursor }: ListOptions): Promise<{ orders: WorkOrder[]; nextCursor?: string }> {
    const { items, nextCursor } = await this.orders.query({
      where: { organisation, ...(site ? { site } : {}), ...(asset ? { asset } : {}), ...(state ? { state } : {}) },
      sort: NEWEST_FIRST,
      limit,
      ...(cursor ? { cursor } : {}),
    });
    const orders = items.map((item) => readOrder(item.value));
    return nextCursor === undefined ? { orders } : { orders, nextCursor };
  }
}

const NEWEST_FIRST = [{ field: "openedNs", direction: "desc" }] as const;

function documentId(organisation: string, id: string): string {
  return `${organisation}:${id}`;
}

function conflict({ id, history }: WorkOrder, expected: number, version: number): ServiceError {
  const last = history.at(-1);
  const change = last ? ` (${last.kind} by ${last.actor}, ${formatTimeNs(last.timeNs)})` : "";
  return new ServiceError("conflict", `work order ${id} has version ${version}${change}, not version ${expected}`, {
    field: "expectedVersion",
    value: String(expected),
    limit: String(version),
    retryable: false,
  });
}
