import { type JsonObject, type Migration, rewriteDocuments } from "@phm/service-kit";
import { ORDER_COLLECTION, type OrderRecord, readRecord, type StoredOrder, storedOrder } from "../orders/stored-order.js";

interface FirstEvent extends JsonObject {
  readonly sequence?: number;
}

/** An order in the contract's JSON, as it was before its events were counted and before anything but a prediction could open one. */
interface FirstOrder extends JsonObject {
  readonly history: readonly FirstEvent[];
  readonly eventCount?: number;
  readonly origin?: string;
}

/** The first form of an order's document: it had no row for lists, and could say that it was not told without saying of what. */
interface FirstForm {
  readonly layout?: number;
  readonly machine?: string;
  readonly order: FirstOrder;
  readonly verdict?: JsonObject;
  readonly untold?: readonly number[];
  readonly unannounced?: true;
}

/** Gives orders the fields that lists and upkeep find them by, and their events numbers. */
export const ordersHaveRows: Migration = {
  version: 1,
  name: "orders-have-rows",
  run: (store, progress) => rewriteDocuments(store, ORDER_COLLECTION, (value) => withRow(value as unknown as FirstForm), progress),
};

function withRow(form: FirstForm): JsonObject | undefined {
  if (form.layout !== undefined || form.machine !== undefined) return undefined;
  const record = readRecord({ ...form, order: withNumbers(form.order) } as unknown as StoredOrder);
  return storedOrder(record, untoldOf(form, record)) as unknown as JsonObject;
}

/** An event's number is its place: none had been dropped from a history yet. */
function withNumbers({ history, ...order }: FirstOrder): JsonObject {
  return {
    origin: "ORDER_ORIGIN_PREDICTION",
    eventCount: history.length,
    ...order,
    history: history.map((event, i) => ({ sequence: i + 1, ...event })),
  };
}

/** An order of before transitions were numbered had ended when it was not told: that was its last event. */
function untoldOf({ untold, unannounced }: FirstForm, { order }: OrderRecord): readonly number[] {
  if (untold !== undefined) return untold;
  return unannounced ? [order.eventCount] : [];
}
