import { toBinary } from "@bufbuild/protobuf";
import { subjectOf, VerdictSchema, verdictToWire, WorkOrderSchema, workOrderToWire } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import { type Collection, type JetStreamPublisher, type Stored, VersionConflict } from "@phm/service-kit";
import type { AdviceState } from "../advise/advice-state.js";
import { judgeAdvice } from "../advise/judge-advice.js";
import { type OrderRecord, readRecord, type StoredOrder } from "./stored-order.js";

export interface OrderOutboxOptions {
  readonly orders: Collection<StoredOrder>;
  readonly advice: Collection<AdviceState>;
  readonly publisher: JetStreamPublisher;
}

/** Tells of orders that have ended: first the advice on the asset, then predict, then whoever listens. Every step can be repeated. */
export class OrderOutbox {
  constructor(private readonly options: OrderOutboxOptions) {}

  /** Gives the document as it is afterwards. */
  async announce(stored: Stored<StoredOrder>): Promise<Stored<StoredOrder>> {
    if (!stored.value.unannounced) return stored;
    const record = readRecord(stored.value);
    const { order, verdict } = record;
    const atNs = verdict?.timeNs ?? order.updatedNs;
    await judgeAdvice(this.options.advice, order.ref, { family: order.failureFamily, atNs, repaired: verdict?.repaired ?? false });
    await this.publish(record);
    const { unannounced: _, ...told } = stored.value;
    try {
      return await this.options.orders.put(stored.id, told, stored.version);
    } catch (error) {
      // Nothing changes an order that has ended but another that tells of it.
      if (error instanceof VersionConflict) return { ...stored, value: told, version: error.found };
      throw error;
    }
  }

  /** Tells what a crash or a broker that was away has left untold. Returns how many orders these were. */
  async announcePending(limit: number): Promise<number> {
    const { items } = await this.options.orders.query({ where: { unannounced: true }, limit });
    for (const item of items) await this.announce(item);
    return items.length;
  }

  private async publish({ order, verdict }: OrderRecord): Promise<void> {
    const { publisher } = this.options;
    if (verdict) {
      await publisher.publish({
        subject: subjectOf("verdict", order.ref),
        messageId: verdict.id,
        payload: toBinary(VerdictSchema, verdictToWire(verdict)),
      });
    }
    await publisher.publish({
      subject: subjectOf("workorder", order.ref),
      messageId: `${assetKey(order.ref)}:${order.id}:workorder:${order.state}`,
      payload: toBinary(WorkOrderSchema, workOrderToWire(order)),
    });
  }
}
