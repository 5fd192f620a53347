import { VerdictSchema, verdictFromWire, verdictToWire, WorkOrderSchema, workOrderFromWire, workOrderToWire } from "@phm/contracts";
import { openWorkOrderKey, storedTime, type Verdict, type WorkOrder, type WorkOrderState } from "@phm/domain";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";

/** A work order with its verdict: one document, so that there is never one without the other. */
export type StoredOrder = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly state: WorkOrderState;
  readonly openedNs: string;
  /** What the order is about: organisation, site, asset, component and failure family. */
  readonly faultKey: string;
  /** The same, held by an order as long as it is open, left out afterwards: the unique index on it keeps a second order away. */
  readonly openKey?: string;
  /** In the JSON form of the contract. */
  readonly order: JsonObject;
  readonly verdict?: JsonObject;
  /** Present from the end of the order until it has been told, so that the index holds only what is to be done. */
  readonly unannounced?: true;
};

export const ORDER_COLLECTION: CollectionSpec = {
  name: "work_orders",
  indexes: [
    { name: "one_open_order", fields: ["openKey"], unique: true },
    { name: "by_organisation", fields: ["organisation", "openedNs"] },
    { name: "by_asset", fields: ["organisation", "site", "asset", "openedNs"] },
    { name: "by_state", fields: ["organisation", "state", "openedNs"] },
    { name: "by_fault", fields: ["faultKey", "openedNs"] },
    { name: "unannounced", fields: ["unannounced"] },
  ],
};

/** An order as it is read. */
export interface OrderRecord {
  readonly order: WorkOrder;
  /** Of a closed order. */
  readonly verdict?: Verdict;
}

export function storedOrder({ order, verdict }: OrderRecord): StoredOrder {
  const { organisation, site, asset } = order.ref;
  const faultKey = openWorkOrderKey(order);
  const isOpen = order.state === "open";
  return {
    ...{ organisation, site, asset, state: order.state, openedNs: storedTime(order.openedNs), faultKey },
    ...(isOpen ? { openKey: faultKey } : { unannounced: true as const }),
    order: toStored(WorkOrderSchema, workOrderToWire(order)),
    ...(verdict ? { verdict: toStored(VerdictSchema, verdictToWire(verdict)) } : {}),
  };
}

export function readOrder(stored: StoredOrder): WorkOrder {
  return workOrderFromWire(fromStored(WorkOrderSchema, stored.order));
}

export function readRecord(stored: StoredOrder): OrderRecord {
  const order = readOrder(stored);
  return stored.verdict ? { order, verdict: verdictFromWire(fromStored(VerdictSchema, stored.verdict)) } : { order };
}
