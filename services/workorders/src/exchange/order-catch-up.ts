import { type EnterpriseSystem, isStanding, NS_PER_S, type TimeNs } from "@phm/domain";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { SystemBook } from "./system-book.js";
import type { TransferLog } from "./transfer-log.js";
import { wantTransfer } from "./want-transfers.js";

export interface OrderCatchUpDependencies {
  readonly systems: SystemBook;
  readonly transfers: TransferLog;
  readonly orders: Pick<WorkOrderBook, "list" | "get">;
  readonly nowNs: () => TimeNs;
}

const EVERY_NS = 3_600n * NS_PER_S;
const PAGE = 200;

/**
 * Goes through the orders that stand, and those of which the system does not know that they have ended, once it is connected or changed and
 * then every hour: some stood before it was connected, and an announcement can be dropped from its stream while this service is away.
 */
export class OrderCatchUp {
  constructor(private readonly dependencies: OrderCatchUpDependencies) {}

  async catchUpDue(): Promise<void> {
    const { systems, nowNs } = this.dependencies;
    const due = (await systems.all()).filter(({ caughtUpNs }) => nowNs() - caughtUpNs >= EVERY_NS);
    for (const { system } of due) {
      const beganNs = nowNs();
      await this.#catchUp(system);
      await systems.caughtUp(system, beganNs);
    }
  }

  async #catchUp(system: EnterpriseSystem): Promise<void> {
    const { transfers, orders, nowNs } = this.dependencies;
    const { organisation, site } = system;
    let cursor: string | undefined;
    do {
      const page = await orders.list({ organisation, site, onlyStanding: true, limit: PAGE, ...(cursor ? { cursor } : {}) });
      for (const order of page.orders) await wantTransfer(system, order, transfers, nowNs());
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    for await (const { order: id } of transfers.standing(system)) {
      const { order } = await orders.get(organisation, id);
      if (!isStanding(order)) await wantTransfer(system, order, transfers, nowNs());
    }
  }
}
