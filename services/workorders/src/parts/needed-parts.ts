import { neededQuantity, type PartStock, reservedQuantity } from "@phm/advisory";
import { isNeededFor, isStanding, type PlacedPart, type WorkOrder } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { BillBook } from "./bill-book.js";
import type { Movement, PageRequest, PartStore } from "./part-store.js";
import type { PartRecord } from "./stored-part.js";

const PAGE = 500;
const NO_STORE_YET = "main";

/** A part that the repair of an order needs. */
export interface NeededPart {
  readonly record: PartRecord;
  readonly quantity: number;
  /** Put by for the order. */
  readonly reserved: number;
  /** Booked on the order already. */
  readonly used: number;
}

/** What repairs need of the parts that a site keeps: by the faults that a part is for, and the bill of materials of the machine. */
export class NeededParts {
  constructor(
    private readonly orders: Pick<WorkOrderBook, "get">,
    private readonly parts: Pick<PartStore, "list" | "decide">,
    private readonly bills: Pick<BillBook, "placed">,
  ) {}

  /** By part number; none for an order that names no fault. @throws ServiceError not_found */
  async of(organisation: string, id: string): Promise<NeededPart[]> {
    return this.#neededFor((await this.orders.get(organisation, id)).order);
  }

  async #neededFor(order: WorkOrder): Promise<NeededPart[]> {
    const placed = await this.bills.placed(order.ref);
    const needed: NeededPart[] = [];
    for await (const record of this.#partsOf(order)) if (isNeeded(record, order, placed)) needed.push(needOf(record, order, placed));
    return needed;
  }

  /**
   * Puts by what is needed and neither put by nor used yet, in the store that has most to spare, also what is not there: that is a shortage, and says what
   * to buy. Again it changes nothing.
   * @throws ServiceError not_found, failed_precondition for an order that has ended; InvalidValue for an actor that is empty
   */
  async reserve(organisation: string, id: string, actor: string): Promise<NeededPart[]> {
    const { order } = await this.orders.get(organisation, id);
    if (!isStanding(order)) throw hasEnded(order);
    for (const { record, quantity, used } of await this.#neededFor(order))
      await this.parts.decide(record.part, (now) => reservation(now, id, quantity - used, actor));
    return this.#neededFor(order);
  }

  async *#partsOf({ ref: { organisation, site } }: WorkOrder): AsyncGenerator<PartRecord> {
    let page: PageRequest | undefined = { limit: PAGE };
    while (page) {
      const { records, nextCursor }: Awaited<ReturnType<PartStore["list"]>> = await this.parts.list(organisation, site, false, page);
      yield* records;
      page = nextCursor === undefined ? undefined : { limit: PAGE, cursor: nextCursor };
    }
  }
}

function isNeeded({ part }: PartRecord, { ref, failureMode }: WorkOrder, placed: readonly PlacedPart[]): boolean {
  const onBill = placed.some((each) => each.part === part.id);
  return failureMode !== undefined && isNeededFor(part, ref.asset, failureMode, onBill);
}

function needOf(record: PartRecord, { id, component, work }: WorkOrder, placed: readonly PlacedPart[]): NeededPart {
  const { part, stock } = record;
  const used = (work?.partBookings ?? []).reduce((sum, booking) => sum + (booking.part === part.id ? booking.quantity : 0), 0);
  return { record, quantity: neededQuantity(part.id, component, placed), reserved: reservedQuantity(stock, { order: id }), used };
}

function hasEnded({ id, state }: WorkOrder): ServiceError {
  const facts = { field: "order", value: id, limit: "an order that stands", reason: "order_ended" };
  return new ServiceError("failed_precondition", `work order ${id} is ${state}: nothing is put by for it any more`, facts);
}

/** What is still to be put by for an order; nothing where all is. */
function reservation({ stock, version }: PartRecord, order: string, wanted: number, actor: string): Movement | undefined {
  const reserved = reservedQuantity(stock, { order });
  const missing = Math.round((wanted - reserved) * 1_000) / 1_000;
  if (missing <= 0) return undefined;
  const command = { kind: "reserve", store: roomiestStore(stock), quantity: missing, order } as const;
  return { id: `${order}:needed:${version}`, command, actor, note: "" };
}

/** The store with most on hand that is not put by; of a part that no store has ever had, one called `main`. */
function roomiestStore(stock: PartStock): string {
  const spare = stock.stores.map(({ store, onHand }) => ({ store, free: onHand - reservedQuantity(stock, { store }) }));
  return spare.sort((a, b) => b.free - a.free)[0]?.store ?? NO_STORE_YET;
}
