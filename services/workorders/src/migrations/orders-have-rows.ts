import { type JsonObject, type Migration, rewriteDocuments } from "@phm/service-kit";
import { ORDER_COLLECTION, type OrderRecord, readRecord, type StoredOrder, storedOrder } from "../orders/stored-order.js";

/** What tells the first form of an order's document: it had no row for lists, and could say that it was not told without saying of what. */
interface FirstForm {
  readonly layout?: number;
  readonly machine?: string;
  readonly order: JsonObject;
  readonly verdict?: JsonObject;
  readonly untold?: readonly number[];
  readonly unannounced?: true;
}

/** Gives orders the fields that lists and upkeep find them by. */
export const ordersHaveRows: Migration = {
  version: 1,
  name: "orders-have-rows",
  run: (store, progress) => rewriteDocuments(store, ORDER_COLLECTION, (value) => withRow(value as unknown as FirstForm), progress),
};

function withRow(form: FirstForm): JsonObject | undefined {
  if (form.layout !== undefined || form.machine !== undefined) return undefined;
  // Both forms keep order and verdict alike; all else is made of them.
  const record = readRecord(form as unknown as StoredOrder);
  return storedOrder(record, untoldOf(form, record)) as unknown as JsonObject;
}

/** An order of before transitions were numbered had ended when it was not told: that was its last event. */
function untoldOf({ untold, unannounced }: FirstForm, { order }: OrderRecord): readonly number[] {
  if (untold !== undefined) return untold;
  return unannounced ? [order.eventCount] : [];
}
