import { fromBinary } from "@bufbuild/protobuf";
import { WorkOrderSchema, workOrderFromWire } from "@phm/contracts";
import { TIERS, type TimeNs } from "@phm/domain";
import type { MessageHandler } from "@phm/service-kit";
import type { SystemBook } from "./system-book.js";
import type { TransferLog } from "./transfer-log.js";

/** Notes for each system of the site that an announced order is to be told; a redelivery adds nothing. */
export function wantTransfers(systems: SystemBook, transfers: TransferLog, nowNs: () => TimeNs): MessageHandler {
  return async ({ payload }) => {
    const order = workOrderFromWire(fromBinary(WorkOrderSchema, payload));
    for (const system of await systems.ofSite(order.ref.organisation, order.ref.site)) {
      const isAsked = system.ordersPath !== undefined && TIERS.indexOf(order.tier) >= TIERS.indexOf(system.leastTier);
      const isKnown = isAsked || (await transfers.find(system, { order: order.id })) !== undefined;
      if (isKnown && system.ordersPath !== undefined) await transfers.want(system, order, nowNs());
    }
  };
}
