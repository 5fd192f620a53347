import { InvalidValue, type PartBooking, type WorkOrder } from "@phm/domain";
import { type Collection, type Logger, PeriodicRound, retryOnConflict, ServiceError, type Stored } from "@phm/service-kit";
import type { PartStore } from "../parts/part-store.js";
import { changedOrder, readOrder, type StoredOrder } from "./stored-order.js";

const EVERY_MS = 30_000;
const BATCH = 500;

/**
 * Takes out of stock what is booked on orders. The booking is on record first, with what it does to the stock pending; the stock moves
 * under an id made of order and place of the booking; then the booking says what came of it. A crash between any two is repaired by
 * doing it again.
 */
export class OrderStock {
  constructor(
    private readonly orders: Collection<StoredOrder>,
    private readonly parts: PartStore,
  ) {}

  /** @throws InvalidValue naming what the store has, ServiceError not_found for a part that nobody keeps */
  async check({ ref, id }: WorkOrder, { part, store, quantity }: PartBooking): Promise<void> {
    if (store !== undefined) await this.parts.rehearse({ ...ref, id: part }, { kind: "issue", store, quantity, order: id });
  }

  /** Moves what is pending on an order. Returns the order as it is since. */
  async settle(stored: Stored<StoredOrder>): Promise<Stored<StoredOrder>> {
    const order = readOrder(stored.value);
    const effects = new Map<number, PartBooking["stock"]>();
    for (const [index, booking] of (order.work?.partBookings ?? []).entries()) {
      if (booking.stock === "pending") effects.set(index, await this.#issue(order, booking, index));
    }
    return effects.size === 0 ? stored : this.#note(stored, effects);
  }

  /** Moves what a crash has left pending. Returns how many orders these were. */
  async settlePending(limit: number): Promise<number> {
    const { items } = await this.orders.query({ where: { stockDue: true }, limit });
    for (const item of items) await this.settle(item);
    return items.length;
  }

  /** The end of an order gives up what was put by for it. */
  async release({ ref, id }: WorkOrder, actor: string): Promise<void> {
    await this.parts.releaseAll(ref, id, actor);
  }

  upkeep(logger: Logger): PeriodicRound {
    const failure = "booked parts could not be taken out of stock, tried again later";
    return new PeriodicRound({ everyMs: EVERY_MS, round: () => this.settlePending(BATCH), failure, logger });
  }

  async #issue(
    { ref, id }: WorkOrder,
    { part, store = "", quantity, note = "" }: PartBooking,
    index: number,
  ): Promise<PartBooking["stock"]> {
    const command = { kind: "issue", store, quantity, order: id } as const;
    try {
      await this.parts.move({ ...ref, id: part }, { id: `${id}:part:${index + 1}`, command, actor: id, note });
      return "issued";
    } catch (error) {
      // Between the check and the move somebody else took it: the part was used all the same, so the booking stands.
      if (error instanceof InvalidValue || (error instanceof ServiceError && error.code === "not_found")) return "refused";
      throw error;
    }
  }

  /** Others may have changed the order meanwhile: only what was found out is noted. */
  async #note(found: Stored<StoredOrder>, effects: ReadonlyMap<number, PartBooking["stock"]>): Promise<Stored<StoredOrder>> {
    let stored: Stored<StoredOrder> | undefined = found;
    return retryOnConflict(async () => {
      const current = stored ?? (await this.orders.get(found.id));
      stored = undefined;
      if (!current) return found;
      const order = readOrder(current.value);
      if (!order.work) return current;
      const partBookings = order.work.partBookings.map((booking, index) => {
        const stock = effects.get(index);
        return stock ? { ...booking, stock } : booking;
      });
      return this.orders.put(
        current.id,
        changedOrder(current.value, { order: { ...order, work: { ...order.work, partBookings } } }),
        current.version,
      );
    });
  }
}
