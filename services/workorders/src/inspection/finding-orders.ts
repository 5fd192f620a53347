import type { OrderRequest } from "@phm/advisory";
import type { InspectionRecord, WorkOrder } from "@phm/domain";
import type { Logger } from "@phm/service-kit";
import type { OrderOutbox } from "../orders/order-outbox.js";
import { readOrder } from "../orders/stored-order.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { OrderPhotos } from "./order-photos.js";

export interface FindingOrdersOptions {
  readonly orders: Pick<WorkOrderBook, "raise" | "get">;
  readonly outbox: Pick<OrderOutbox, "announce">;
  readonly photos: OrderPhotos;
  readonly logger: Logger;
}

/** What inspections ask of the work orders. Everything can be asked again. */
export class FindingOrders {
  constructor(private readonly options: FindingOrdersOptions) {}

  /** Opens or enriches the order of the request. It is told at once where that is possible, else by the orders' upkeep. */
  async raise(request: OrderRequest): Promise<WorkOrder> {
    const { orders, outbox, logger } = this.options;
    const stored = await orders.raise(request);
    try {
      await outbox.announce(stored);
    } catch (error) {
      logger.warn({ err: error, request: request.id }, "an order from an inspection could not be told, tried again later");
    }
    return readOrder(stored.value);
  }

  /** @throws ServiceError not_found */
  async get(organisation: string, id: string): Promise<WorkOrder> {
    return (await this.options.orders.get(organisation, id)).order;
  }

  /** Attaches what there is of the photos. @returns those that are still to come */
  async attachPhotos(order: WorkOrder, record: InspectionRecord): Promise<readonly string[]> {
    return this.options.photos.attach(order, record);
  }
}
