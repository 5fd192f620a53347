import { toBinary } from "@bufbuild/protobuf";
import { subjectOf, VerdictSchema, verdictToWire, WorkOrderSchema, workOrderToWire } from "@phm/contracts";
import { assetKey, isStanding, type WorkOrder } from "@phm/domain";
import { type Collection, type JetStreamPublisher, retryOnConflict, type Stored } from "@phm/service-kit";
import type { AdviceState } from "../advise/advice-state.js";
import { judgeAdvice } from "../advise/judge-advice.js";
import { type OrderRecord, readRecord, type StoredOrder, untoldOf } from "./stored-order.js";

export interface OrderOutboxOptions {
  readonly orders: Collection<StoredOrder>;
  readonly advice: Collection<AdviceState>;
  readonly publisher: JetStreamPublisher;
  /** Gives up what was put by for an order that has ended. */
  readonly release: (order: WorkOrder) => Promise<void>;
}

/**
 * Tells of orders that people have brought into another state, or whose work is proved by the condition: of one that has ended first
 * the advice on the asset, then predict, then whoever listens. Each event is told once, under an id made of its number; every step can
 * be repeated.
 */
export class OrderOutbox {
  constructor(private readonly options: OrderOutboxOptions) {}

  async announce(stored: Stored<StoredOrder>): Promise<void> {
    const untold = untoldOf(stored.value);
    if (untold.length === 0) return;
    const record = readRecord(stored.value);
    if (untold.some((sequence) => mayEnd(record.order, sequence))) await this.announceEnd(record);
    for (const sequence of untold) await this.publishOrder(record.order, sequence);
    await this.note(stored, untold);
  }

  /** Tells what a crash or a broker that was away has left untold. Returns how many orders these were. */
  async announcePending(limit: number): Promise<number> {
    const { items } = await this.options.orders.query({ where: { unannounced: true }, limit });
    for (const item of items) await this.announce(item);
    return items.length;
  }

  private async announceEnd({ order, verdict }: OrderRecord): Promise<void> {
    const { advice, publisher } = this.options;
    const atNs = verdict?.timeNs ?? order.endedNs ?? order.updatedNs;
    const { failureFamily: family } = order;
    await this.options.release(order);
    if (family) await judgeAdvice(advice, order.ref, { family, atNs, repaired: verdict?.repaired ?? false });
    if (!verdict) return;
    const payload = toBinary(VerdictSchema, verdictToWire(verdict));
    await publisher.publish({ subject: subjectOf("verdict", order.ref), messageId: verdict.id, payload });
  }

  /** The order as it is now; the id says of which transition. */
  private async publishOrder(order: WorkOrder, sequence: number): Promise<void> {
    await this.options.publisher.publish({
      subject: subjectOf("workorder", order.ref),
      messageId: `${assetKey(order.ref)}:${order.id}:workorder:${sequence}`,
      payload: toBinary(WorkOrderSchema, workOrderToWire(order)),
    });
  }

  /** Others may have changed the order while it was told: only what was told is struck off. */
  private async note(announced: Stored<StoredOrder>, told: readonly number[]): Promise<void> {
    let stored: Stored<StoredOrder> | undefined = announced;
    await retryOnConflict(async () => {
      const current = stored ?? (await this.options.orders.get(announced.id));
      stored = undefined;
      if (!current) return;
      const { untold: _, unannounced: __, ...rest } = current.value;
      const left = untoldOf(current.value).filter((sequence) => !told.includes(sequence));
      const next = left.length > 0 ? { ...rest, untold: left, unannounced: true as const } : rest;
      await this.options.orders.put(current.id, next, current.version);
    });
  }
}

/** Whether an untold event may be the one that ended the order: the proof is not, and may come when the end has long been told. */
function mayEnd(order: WorkOrder, sequence: number): boolean {
  return !isStanding(order) && order.history.find((event) => event.sequence === sequence)?.kind !== "proved";
}
