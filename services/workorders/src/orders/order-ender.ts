import { cancelWorkOrder, closeWorkOrder } from "@phm/advisory";
import { formatTimeNs, InvalidValue, type TimeNs, type VerdictStatement, type WorkOrder } from "@phm/domain";
import type { Logger, Stored } from "@phm/service-kit";
import type { AdvisoryLog } from "../advise/advisory-log.js";
import type { MachineClock } from "../advise/machine-clock.js";
import type { WorkordersMetrics } from "../metrics.js";
import type { OrderOutbox } from "./order-outbox.js";
import { type OrderRecord, readRecord, type StoredOrder } from "./stored-order.js";
import type { WorkOrderBook } from "./work-order-book.js";

/** Which order, as whom, and from which version of it; 0: any. */
export interface OrderCommand {
  readonly organisation: string;
  readonly id: string;
  readonly actor: string;
  readonly expectedVersion: number;
}

export interface CloseCommand extends OrderCommand {
  readonly statement: VerdictStatement;
  /** Left out: now, in the machine's own time. */
  readonly timeNs?: TimeNs;
}

export interface CancelCommand extends OrderCommand {
  readonly reason: string;
}

export interface OrderEnderOptions {
  readonly orders: WorkOrderBook;
  readonly advisories: AdvisoryLog;
  readonly outbox: OrderOutbox;
  readonly clock: MachineClock;
  readonly metrics: WorkordersMetrics;
  readonly logger: Logger;
}

export type EndedOrder = OrderRecord & { readonly version: number };

/** How people end orders. What is on record is told at once where that is possible, else later: the end stands either way. */
export class OrderEnder {
  constructor(private readonly options: OrderEnderOptions) {}

  /**
   * Closes an order with a verdict. The same verdict by the same person again changes nothing.
   * @throws ServiceError not_found, conflict; IllegalWorkOrderTransition; InvalidValue
   */
  async close(command: CloseCommand): Promise<EndedOrder> {
    const { organisation, id, statement, actor, expectedVersion } = command;
    const { orders, advisories } = this.options;
    const { order: seen } = await orders.get(organisation, id);
    const timeNs = await this.timeOf(seen, command.timeNs);
    const links = (await advisories.behind(seen)).map(({ id: advisory, acquisition }) => ({ advisory, acquisition }));
    const stored = await orders.end({
      ...{ organisation, id, expectedVersion },
      isDone: (record) => isClosedSo(record, command),
      decide: (order) => closeWorkOrder(order, { statement, actor, timeNs, advisories: links }),
    });
    return this.tell(stored);
  }

  /**
   * Ends an order without a verdict. The same again changes nothing.
   * @throws ServiceError not_found, conflict; IllegalWorkOrderTransition; InvalidValue
   */
  async cancel(command: CancelCommand): Promise<EndedOrder> {
    const { organisation, id, actor, reason, expectedVersion } = command;
    const { orders, clock } = this.options;
    const { order: seen } = await orders.get(organisation, id);
    const timeNs = await clock.nowNs(seen);
    const stored = await orders.end({
      ...{ organisation, id, expectedVersion },
      isDone: (record) => isCancelledSo(record, command),
      decide: (order) => ({ order: cancelWorkOrder(order, { actor, reason, timeNs }) }),
    });
    return this.tell(stored);
  }

  private async tell(stored: Stored<StoredOrder>): Promise<EndedOrder> {
    const { outbox, metrics, logger } = this.options;
    const record = readRecord(stored.value);
    if (stored.value.unannounced) metrics.ended(record.verdict?.result ?? "cancelled");
    try {
      const { version } = await outbox.announce(stored);
      return { ...record, version };
    } catch (error) {
      logger.warn({ err: error, order: record.order.id }, "the end of an order could not be told, tried again later");
      return { ...record, version: stored.version };
    }
  }

  private async timeOf(order: WorkOrder, given: TimeNs | undefined): Promise<TimeNs> {
    const { clock } = this.options;
    const nowNs = await clock.nowNs(order);
    if (given === undefined) return nowNs;
    if (given > nowNs && given > clock.wallNs()) {
      throw new InvalidValue("timeNs", formatTimeNs(given), "a time that has come", "time_in_future");
    }
    return given;
  }
}

function isCancelledSo({ order }: OrderRecord, { actor, reason }: CancelCommand): boolean {
  const last = order.history.at(-1);
  return order.state === "cancelled" && last?.actor === actor.trim() && last.note === reason.trim();
}

function isClosedSo({ verdict }: OrderRecord, { statement, actor, timeNs }: CloseCommand): boolean {
  if (!verdict || verdict.actor !== actor.trim() || (timeNs !== undefined && verdict.timeNs !== timeNs)) return false;
  const { result, failureMode, mechanism, cause, workDone, repaired } = statement;
  const same = { result, failureMode, mechanism, cause, workDone: workDone.trim(), repaired };
  return Object.entries(same).every(([name, value]) => verdict[name as keyof typeof same] === value);
}
