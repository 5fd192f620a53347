import { type CommandContext, changeWorkOrder, isRepetition, requestedOrderId, type WantedWork, workRequest } from "@phm/advisory";
import { formatTimeNs, InvalidValue, isStanding, type OrderCommand, type OrderRole, type PartBooking, type WorkOrder } from "@phm/domain";
import { type Logger, ServiceError, type Stored } from "@phm/service-kit";
import type { AdvisoryLog } from "../advise/advisory-log.js";
import type { MachineClock } from "../advise/machine-clock.js";
import type { WorkordersMetrics } from "../metrics.js";
import type { OrderOutbox } from "./order-outbox.js";
import type { OrderStock } from "./order-stock.js";
import type { People } from "./people.js";
import { isSaidAgain } from "./said-again.js";
import { type OrderRecord, readRecord, type StoredOrder } from "./stored-order.js";
import type { WorkOrderBook } from "./work-order-book.js";

/** What who wants done with which order, as what, and from which version of it; 0: any. */
export interface DeskRequest {
  readonly organisation: string;
  readonly id: string;
  readonly actor: string;
  readonly role: OrderRole;
  readonly expectedVersion: number;
  /** Where the caller gives one: the same again changes nothing. */
  readonly commandId?: string;
  readonly command: OrderCommand;
}

export interface OrderDeskOptions {
  readonly orders: WorkOrderBook;
  readonly people: People;
  readonly advisories: AdvisoryLog;
  readonly outbox: OrderOutbox;
  readonly stock: OrderStock;
  readonly clock: MachineClock;
  readonly metrics: WorkordersMetrics;
  readonly logger: Logger;
}

/** How people work on orders. What is on record is told at once where that is possible, else later: the change stands either way. */
export class OrderDesk {
  constructor(private readonly options: OrderDeskOptions) {}

  /**
   * Carries out a command. The same again where the caller can show it (a command id, a verdict, a cancellation, a file, a reopening)
   * changes nothing.
   * @returns the order since; of an order that was reopened after its end the one that follows it
   * @throws ServiceError not_found, conflict; IllegalWorkOrderTransition, RoleMayNot, WorkOrderNotReady; InvalidValue
   */
  async change(request: DeskRequest): Promise<OrderRecord> {
    const { organisation, id, command, expectedVersion } = request;
    const { orders, metrics } = this.options;
    const { order: seen } = await orders.get(organisation, id);
    const context = await this.contextOf(seen, request);
    if (command.kind === "reopen" && !isStanding(seen)) return this.reopen(seen, request, context);
    if (command.kind === "book_part") await this.checkStock(seen, request, command.booking);
    if (command.kind === "verify") await this.keepName(seen, request, context, command.name);
    let changed = false;
    const stored = await orders.change({
      ...{ organisation, id, expectedVersion, actor: request.actor },
      isDone: (record) => isSaidAgain(record, request) || isRepetition(record.order, command, request.commandId),
      decide: (order) => {
        const result = changeWorkOrder(order, command, context);
        // It has ended since it was seen: whoever wants it reopened must see that first.
        if (result.opened) orders.checkVersion(order, { expectedVersion: seen.eventCount, actor: request.actor });
        changed = true;
        return result;
      },
    });
    if (changed) metrics.commanded(command.kind, readRecord(stored.value).verdict);
    return this.tell(await this.move(stored));
  }

  /** A part that a store does not have is refused before anything is booked; the same booking again has been checked. */
  private async checkStock(order: WorkOrder, request: DeskRequest, booking: PartBooking): Promise<void> {
    if (!isRepetition(order, request.command, request.commandId)) await this.options.stock.check(order, booking);
  }

  private async move(stored: Stored<StoredOrder>): Promise<Stored<StoredOrder>> {
    const { stock, logger } = this.options;
    try {
      return await stock.settle(stored);
    } catch (error) {
      logger.warn({ err: error, order: stored.id }, "a booked part could not be taken out of stock, tried again later");
      return stored;
    }
  }

  /**
   * Puts work on record that a person calls for. The same request again changes nothing.
   * @throws ServiceError failed_precondition naming the order that stands on the same fault; RoleMayNot; InvalidValue
   */
  async create(wanted: WantedWork): Promise<OrderRecord> {
    const { orders, metrics, clock } = this.options;
    const request = workRequest(wanted, await clock.nowOf(wanted.ref));
    const standing = await orders.inTheWayOf(request);
    if (standing && standing.id !== requestedOrderId(request)) throw alreadyStands(standing);
    const stored = await orders.raise(request);
    metrics.requested();
    return this.tell(stored);
  }

  /** The name that a person signs with, before the signature; what is refused leaves none behind. */
  private async keepName(order: WorkOrder, request: DeskRequest, context: CommandContext, name: string): Promise<void> {
    const { orders, people } = this.options;
    if (isRepetition(order, request.command, request.commandId)) return;
    orders.checkVersion(order, request);
    changeWorkOrder(order, request.command, context);
    await people.put({ organisation: request.organisation, id: context.actor.trim(), name });
  }

  /** Throws what `change` would throw, and changes nothing. */
  async rehearse(request: DeskRequest): Promise<WorkOrder> {
    const { order } = await this.options.orders.get(request.organisation, request.id);
    changeWorkOrder(order, request.command, await this.contextOf(order, request));
    return order;
  }

  private async reopen(ended: WorkOrder, request: DeskRequest, context: CommandContext): Promise<OrderRecord> {
    const { orders, metrics } = this.options;
    const { opened } = changeWorkOrder(ended, request.command, context);
    if (!opened) return { order: ended };
    orders.checkVersion(ended, request);
    const stored = await orders.follow(ended, opened);
    metrics.commanded("reopen", undefined);
    return this.tell(stored);
  }

  private async tell(stored: Stored<StoredOrder>): Promise<OrderRecord> {
    const { outbox, logger } = this.options;
    const record = readRecord(stored.value);
    try {
      await outbox.announce(stored);
    } catch (error) {
      logger.warn({ err: error, order: record.order.id }, "a transition of an order could not be told, tried again later");
    }
    return record;
  }

  private async contextOf(order: WorkOrder, { actor, role, commandId, command }: DeskRequest): Promise<CommandContext> {
    const { clock, advisories } = this.options;
    const timeNs = await clock.nowNs(order);
    if (command.kind === "close") checkHasCome(command.timeNs, timeNs, clock);
    const judges = command.kind === "close" || command.kind === "reject";
    const behind = judges ? await advisories.behind(order) : [];
    const links = behind.map(({ id: advisory, acquisition }) => ({ advisory, acquisition }));
    return { actor, role, timeNs, advisories: links, ...(commandId ? { commandId } : {}) };
  }
}

function alreadyStands({ id, state }: WorkOrder): ServiceError {
  const facts = { reason: "order_stands", field: "failureMode", limit: id };
  return new ServiceError("failed_precondition", `work order ${id} (${state}) stands on this fault: work on that one`, facts);
}

function checkHasCome(given: bigint | undefined, nowNs: bigint, clock: MachineClock): void {
  if (given !== undefined && given > nowNs && given > clock.wallNs()) {
    throw new InvalidValue("timeNs", formatTimeNs(given), "a time that has come", "time_in_future");
  }
}
