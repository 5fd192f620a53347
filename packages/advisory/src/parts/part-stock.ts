import { InvalidValue } from "@phm/domain";

/** How much of a part lies in one store. Quantities are in the part's unit, in steps of a thousandth. */
export interface StoreLevel {
  readonly store: string;
  /** Never below 0. */
  readonly onHand: number;
  /** Below this it is to be bought again. */
  readonly min?: number;
  /** Up to this it is bought. */
  readonly max?: number;
}

/** What is put by for a work order; it is on hand until it is issued. */
export interface Reservation {
  readonly order: string;
  readonly store: string;
  readonly quantity: number;
}

/** All of one part. Plain JSON, immutable. */
export interface PartStock {
  readonly stores: readonly StoreLevel[];
  readonly reservations: readonly Reservation[];
}

export const EMPTY_STOCK: PartStock = { stores: [], reservations: [] };

export const STOCK_COMMANDS = ["receive", "issue", "reserve", "release", "count", "limit"] as const;

/**
 * - `receive`: goods in
 * - `issue`: goods out; with an order, what was reserved for it is used first
 * - `reserve`: puts by for an order, also what is not there yet: that is a shortage, and says what to buy
 * - `release`: gives up what is reserved for the order in the store
 * - `count`: stock-taking, what there is
 * - `limit`: from when on and up to where it is bought; without a number the limit is lifted
 */
export type StockCommand =
  | { readonly kind: "receive" | "count"; readonly store: string; readonly quantity: number }
  | { readonly kind: "issue"; readonly store: string; readonly quantity: number; readonly order?: string }
  | { readonly kind: "reserve"; readonly store: string; readonly quantity: number; readonly order: string }
  | { readonly kind: "release"; readonly store: string; readonly order: string }
  | { readonly kind: "limit"; readonly store: string; readonly min?: number; readonly max?: number };

const MAX_STORES = 50;
const MAX_RESERVATIONS = 500;
const MAX_QUANTITY = 1e9;
const STEPS_PER_UNIT = 1_000;

/** Sums of decimal quantities stay decimal: to the nearest thousandth. */
const stepped = (quantity: number): number => Math.round(quantity * STEPS_PER_UNIT) / STEPS_PER_UNIT;

const levelOf = (stock: PartStock, store: string): StoreLevel =>
  stock.stores.find((level) => level.store === store) ?? { store, onHand: 0 };

/** What is reserved in a store, or in all; for one order, or for all. */
export function reservedQuantity({ reservations }: PartStock, of: { readonly store?: string; readonly order?: string } = {}): number {
  const meant = reservations.filter(
    ({ store, order }) => (of.store === undefined || store === of.store) && (of.order === undefined || order === of.order),
  );
  return stepped(meant.reduce((sum, { quantity }) => sum + quantity, 0));
}

/** What can be promised: on hand less reserved, over all stores. Below 0 when more is reserved than there is. */
export function availableQuantity(stock: PartStock): number {
  return stepped(stock.stores.reduce((sum, { onHand }) => sum + onHand, 0) - reservedQuantity(stock));
}

/** Whether it must be bought: more is reserved than there is, or a store is below its minimum. */
export function isShort(stock: PartStock): boolean {
  const isBelow = ({ store, onHand, min = 0 }: StoreLevel) => stepped(onHand - reservedQuantity(stock, { store })) < min;
  return stock.stores.some(isBelow) || availableQuantity(stock) < 0;
}

/**
 * The stock after a command.
 * @throws InvalidValue naming field, value and limit: a quantity that is not above 0 (`count`: below 0) or finer than a thousandth, more
 *   issued than is on hand or not reserved for others, a maximum below its minimum
 */
export function applyStockCommand(stock: PartStock, command: StockCommand): PartStock {
  if (command.store.trim() === "" || command.store.length > 100) throw new InvalidValue("store", command.store, "1 to 100 characters");
  const level = levelOf(stock, command.store);
  switch (command.kind) {
    case "receive":
      checkQuantity(command.quantity);
      return withLevel(stock, { ...level, onHand: stepped(level.onHand + command.quantity) });
    case "count":
      if (command.quantity !== 0) checkQuantity(command.quantity);
      return withLevel(stock, { ...level, onHand: command.quantity });
    case "issue":
      return issued(stock, level, command.quantity, command.order);
    case "reserve":
      return reserved(stock, level, command.quantity, command.order);
    case "release":
      return {
        ...stock,
        reservations: stock.reservations.filter((each) => !(each.order === command.order && each.store === command.store)),
      };
    case "limit":
      return withLevel(stock, limited(level, command.min, command.max));
  }
}

function issued(stock: PartStock, level: StoreLevel, quantity: number, order: string | undefined): PartStock {
  checkQuantity(quantity);
  const own = order === undefined ? 0 : reservedQuantity(stock, { store: level.store, order });
  const others = stepped(reservedQuantity(stock, { store: level.store }) - own);
  const free = Math.max(0, Math.min(level.onHand, stepped(level.onHand - others)));
  if (quantity > free)
    throw new InvalidValue("quantity", quantity, `at most ${free}: ${level.onHand} on hand, ${others} reserved for others`);
  const rest = withLevel(stock, { ...level, onHand: stepped(level.onHand - quantity) });
  return order === undefined ? rest : withReservation(rest, { order, store: level.store, quantity: Math.max(0, stepped(own - quantity)) });
}

function reserved(stock: PartStock, level: StoreLevel, quantity: number, order: string): PartStock {
  checkQuantity(quantity);
  if (order.trim() === "" || order.length > 200) throw new InvalidValue("order", order, "1 to 200 characters");
  const before = reservedQuantity(stock, { store: level.store, order });
  const next = withReservation(withLevel(stock, level), { order, store: level.store, quantity: stepped(before + quantity) });
  if (next.reservations.length > MAX_RESERVATIONS) {
    throw new InvalidValue("order", order, `at most ${MAX_RESERVATIONS} reservations of a part`, "too_many_reservations");
  }
  return next;
}

function limited({ store, onHand }: StoreLevel, min: number | undefined, max: number | undefined): StoreLevel {
  for (const [field, value] of Object.entries({ min, max })) if (value !== undefined && value !== 0) checkQuantity(value, field);
  if (min !== undefined && max !== undefined && max < min) throw new InvalidValue("max", max, `at least ${min}, the minimum`, "bad_range");
  return { store, onHand, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function withLevel(stock: PartStock, level: StoreLevel): PartStock {
  const stores = [...stock.stores.filter(({ store }) => store !== level.store), level].sort((a, b) => (a.store < b.store ? -1 : 1));
  if (stores.length > MAX_STORES) throw new InvalidValue("store", level.store, `at most ${MAX_STORES} stores of a part`, "too_many_stores");
  return { ...stock, stores };
}

function withReservation(stock: PartStock, reservation: Reservation): PartStock {
  const { order, store, quantity } = reservation;
  const others = stock.reservations.filter((each) => !(each.order === order && each.store === store));
  return { ...stock, reservations: quantity > 0 ? [...others, reservation] : others };
}

function checkQuantity(quantity: number, field = "quantity"): void {
  if (!(quantity > 0 && quantity <= MAX_QUANTITY))
    throw new InvalidValue(field, quantity, `above 0, at most ${MAX_QUANTITY}`, "out_of_range");
  if (Math.abs(stepped(quantity) - quantity) > 1e-9) throw new InvalidValue(field, quantity, "in steps of 0.001", "too_fine");
}
