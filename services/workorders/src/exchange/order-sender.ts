import { outboundOrder } from "@phm/advisory";
import { type EnterpriseSystem, isStanding, type TimeNs, type WorkOrder } from "@phm/domain";
import type { Logger, Stored } from "@phm/service-kit";
import type { WorkordersMetrics } from "../metrics.js";
import { Refused } from "../notify/channels/send-message.js";
import type { OutgoingFetch } from "../outgoing/outgoing-fetch.js";
import type { LocationMap } from "./location-map.js";
import { NotNow, pauseOf } from "./not-now.js";
import { RestSystem } from "./rest-system.js";
import type { SystemBook } from "./system-book.js";
import type { StoredTransfer, ToldOrder, TransferFailure, TransferLog } from "./transfer-log.js";

export interface OrderSenderDependencies {
  readonly systems: SystemBook;
  readonly locations: LocationMap;
  readonly transfers: TransferLog;
  readonly orderOf: (organisation: string, id: string) => Promise<WorkOrder>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly ask: OutgoingFetch;
  readonly metrics: Pick<WorkordersMetrics, "handedOver">;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
}

const BATCH = 20;

/**
 * Tells other systems what is due, each order as it stands now, again and again until it is taken or given up. Each system has its own turn:
 * however much waits for one that is away, the others are delayed by one unanswered request at most.
 */
export class OrderSender {
  constructor(private readonly dependencies: OrderSenderDependencies) {}

  /** @param signal aborted when the service stops: what is under way is sent again after its next start */
  async sendDue(signal: AbortSignal): Promise<void> {
    const all = await this.dependencies.systems.all();
    await Promise.all(all.map(({ system }) => this.#sendTo(system, signal)));
  }

  async #sendTo(system: EnterpriseSystem, signal: AbortSignal): Promise<void> {
    const { transfers, nowNs } = this.dependencies;
    const taken = await transfers.take(system, nowNs(), BATCH);
    await Promise.all(taken.map((each) => this.#attempt(system, each, signal)));
  }

  async #attempt(system: EnterpriseSystem, taken: Stored<StoredTransfer>, signal: AbortSignal): Promise<void> {
    const { transfers, metrics, nowNs, logger } = this.dependencies;
    try {
      await transfers.settle(taken, await this.#tell(system, taken.value.order, signal), nowNs());
      metrics.handedOver("sent");
    } catch (error) {
      const { order } = taken.value;
      logger.info({ order, system: system.id, err: (error as Error).message }, "an order could not be handed over");
      metrics.handedOver(await transfers.postpone(taken, failureOf(error as Error, nowNs()), nowNs()));
    }
  }

  async #tell(system: EnterpriseSystem, orderId: string, signal: AbortSignal): Promise<ToldOrder> {
    const { orderOf, variables, ask } = this.dependencies;
    const order = await orderOf(system.organisation, orderId);
    const body = outboundOrder(order, await this.#locationOf(system, order), system);
    const number = await new RestSystem(system, variables, ask, signal).send({ key: `${orderId}:${order.eventCount}`, body });
    return { told: order.eventCount, number, isEnded: !isStanding(order) };
  }

  /** Somebody may give it one yet. */
  async #locationOf(system: EnterpriseSystem, { ref }: WorkOrder): Promise<string> {
    const location = await this.dependencies.locations.locationOf(system, ref.asset);
    if (location !== undefined) return location;
    throw new Error(`asset ${ref.asset} has no location in ${system.id}`);
  }
}

function failureOf(error: Error, nowNs: TimeNs): TransferFailure {
  const pause = error instanceof NotNow ? { pauseNs: pauseOf(error.retryAfter, nowNs) } : {};
  return { error: error.message, isRefused: error instanceof Refused, ...pause };
}
