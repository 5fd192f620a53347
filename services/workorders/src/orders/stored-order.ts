import { isFollowed } from "@phm/advisory";
import { VerdictSchema, verdictFromWire, verdictToWire, WorkOrderSchema, workOrderFromWire, workOrderToWire } from "@phm/contracts";
import { assetKey, isStanding, openWorkOrderKey, type Verdict, type WorkOrder, type WorkOrderEvent } from "@phm/domain";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";
import { LIST_INDEXES } from "./order-listing.js";
import { type OrderRow, orderRow, ROW_FIELDS } from "./order-row.js";

/** A work order with its verdict and what is still to be told of it: one document, so that there is never one without the other. */
export type StoredOrder = OrderRow & {
  /** Whether it has not ended. */
  readonly standing: boolean;
  /** Organisation, site and asset. */
  readonly machine: string;
  /** What the order is about: organisation, site, asset, component and failure family. */
  readonly faultKey: string;
  /** The same, held by an order as long as it stands, left out afterwards: the unique index on it keeps a second order away. */
  readonly openKey?: string;
  /** Organisation, site and asset, held as long as the machine's condition has something to say about the order. */
  readonly followKey?: string;
  /** In the JSON form of the contract. */
  readonly order: JsonObject;
  readonly verdict?: JsonObject;
  /** Numbers of the transitions, and of the proof of the work, that have not been told yet, oldest first; left out where all have. */
  readonly untold?: readonly number[];
  /** Present with `untold`, so that the index holds only what is to be done. */
  readonly unannounced?: true;
  /** Present while a booked part is to be taken out of stock. */
  readonly stockDue?: true;
};

export const ORDER_COLLECTION: CollectionSpec = {
  name: "work_orders",
  indexes: [
    { name: "one_open_order", fields: ["openKey"], unique: true },
    ...LIST_INDEXES,
    { name: "by_fault", fields: ["faultKey", "openedNs"] },
    { name: "followed", fields: ["followKey", "openedNs"] },
    { name: "unannounced", fields: ["unannounced"] },
    { name: "stock_due", fields: ["stockDue"] },
  ],
  excerpt: ROW_FIELDS,
};

/** An order as it is read. */
export interface OrderRecord {
  readonly order: WorkOrder;
  /** Of a closed or rejected order. */
  readonly verdict?: Verdict;
}

export function storedOrder({ order, verdict }: OrderRecord, untold: readonly number[] = []): StoredOrder {
  const faultKey = openWorkOrderKey(order);
  const machine = assetKey(order.ref);
  const standing = isStanding(order);
  return {
    ...orderRow(order),
    ...{ machine, standing, faultKey },
    ...(standing ? { openKey: faultKey } : {}),
    ...(isFollowed(order) ? { followKey: machine } : {}),
    order: toStored(WorkOrderSchema, workOrderToWire(order)),
    ...(verdict ? { verdict: toStored(VerdictSchema, verdictToWire(verdict)) } : {}),
    ...(untold.length > 0 ? { untold, unannounced: true as const } : {}),
    ...(order.work?.partBookings.some(({ stock }) => stock === "pending") ? { stockDue: true as const } : {}),
  };
}

/** The document after a change: what was untold still is, and what has happened since that others are told is too. */
export function changedOrder(before: StoredOrder, { order, verdict }: OrderRecord): StoredOrder {
  const { eventCount } = readOrder(before);
  const record = verdict ? { order, verdict } : { ...readRecord(before), order };
  return storedOrder(record, [...untoldOf(before), ...newsAfter(order, eventCount)]);
}

/** Numbers of the events since `eventCount` that others are told: those that gave the order another state, and the proof of its work. */
export function newsAfter({ history }: WorkOrder, eventCount: number): number[] {
  return history.filter((event) => event.sequence > eventCount && isNews(event)).map(({ sequence }) => sequence);
}

/** The proof may come after the order was closed: then nothing that follows would tell of it. */
function isNews({ state, kind }: WorkOrderEvent): boolean {
  return state !== undefined || kind === "proved";
}

/** Numbers of the events that are still to be told. */
export function untoldOf({ untold = [] }: StoredOrder): readonly number[] {
  return untold;
}

export function readOrder(stored: StoredOrder): WorkOrder {
  return workOrderFromWire(fromStored(WorkOrderSchema, stored.order));
}

export function readRecord(stored: StoredOrder): OrderRecord {
  const order = readOrder(stored);
  return stored.verdict ? { order, verdict: verdictFromWire(fromStored(VerdictSchema, stored.verdict)) } : { order };
}
