import { type Collection, VersionConflict } from "@phm/service-kit";
import { ORDER_LAYOUT, readRecord, type StoredOrder, storedOrder, untoldOf } from "./stored-order.js";

const BATCH = 500;

/** Brings orders from before the present layout up to it, so that lists find them. Can be repeated. Returns how many these were. */
export async function renewOrders(orders: Collection<StoredOrder>): Promise<number> {
  let renewed = 0;
  for (;;) {
    // What has no layout comes first.
    const { items } = await orders.query({ sort: [{ field: "layout", direction: "asc" }], limit: BATCH });
    const old = items.filter(({ value }) => (value.layout ?? 0) < ORDER_LAYOUT);
    if (old.length === 0) return renewed;
    await Promise.all(old.map(({ id, version, value }) => renew(orders, id, version, value)));
    renewed += old.length;
  }
}

async function renew(orders: Collection<StoredOrder>, id: string, version: number, value: StoredOrder): Promise<void> {
  try {
    await orders.put(id, storedOrder(readRecord(value), untoldOf(value)), version);
  } catch (error) {
    // Whoever has changed it meanwhile has written the present layout.
    if (!(error instanceof VersionConflict)) throw error;
  }
}
