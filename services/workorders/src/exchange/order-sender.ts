import { outboundOrder } from "@phm/advisory";
import { type EnterpriseSystem, organisationId, siteId, type TimeNs, type WorkOrder } from "@phm/domain";
import type { Logger, Stored } from "@phm/service-kit";
import { Refused } from "../notify/channels/send-message.js";
import type { LocationMap } from "./location-map.js";
import { RestSystem } from "./rest-system.js";
import type { SystemBook } from "./system-book.js";
import type { StoredTransfer, TransferLog } from "./transfer-log.js";

export interface OrderSenderDependencies {
  readonly systems: SystemBook;
  readonly locations: LocationMap;
  readonly transfers: TransferLog;
  readonly orderOf: (organisation: string, id: string) => Promise<WorkOrder>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
}

const BATCH = 20;

/** Tells other systems what is due, each order as it stands now, again and again until it is taken or given up. */
export class OrderSender {
  constructor(private readonly dependencies: OrderSenderDependencies) {}

  async sendDue(): Promise<void> {
    const { transfers, nowNs } = this.dependencies;
    const taken = await transfers.take(nowNs(), BATCH);
    await Promise.all(taken.map((each) => this.#attempt(each)));
  }

  async #attempt(taken: Stored<StoredTransfer>): Promise<void> {
    const { transfers, nowNs, logger } = this.dependencies;
    try {
      const { told, number } = await this.#tell(taken.value);
      await transfers.settle(taken, told, number, nowNs());
    } catch (error) {
      const { order, system } = taken.value;
      logger.info({ order, system, err: (error as Error).message }, "an order could not be handed over");
      await transfers.postpone(taken, (error as Error).message, error instanceof Refused, nowNs());
    }
  }

  async #tell({ organisation, site, system: id, order: orderId }: StoredTransfer): Promise<{ told: number; number: string | undefined }> {
    const { systems, orderOf, variables } = this.dependencies;
    const key = { organisation: organisationId(organisation), site: siteId(site), id };
    const [system, order] = await Promise.all([systems.find(key), orderOf(organisation, orderId)]);
    if (!system) throw new Refused("the system is not connected any more");
    const body = outboundOrder(order, await this.#locationOf(system, order), system);
    const number = await new RestSystem(system, variables).send({ key: `${orderId}:${order.eventCount}`, body });
    return { told: order.eventCount, number };
  }

  /** Somebody may give it one yet. */
  async #locationOf(system: EnterpriseSystem, { ref }: WorkOrder): Promise<string> {
    const location = await this.dependencies.locations.locationOf(system, ref.asset);
    if (location !== undefined) return location;
    throw new Error(`asset ${ref.asset} has no location in ${system.id}`);
  }
}
