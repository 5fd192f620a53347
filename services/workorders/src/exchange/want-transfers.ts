import { fromBinary } from "@bufbuild/protobuf";
import { WorkOrderSchema, workOrderFromWire } from "@phm/contracts";
import { type EnterpriseSystem, TIERS, type TimeNs, type WorkOrder } from "@phm/domain";
import type { MessageHandler } from "@phm/service-kit";
import type { SystemBook } from "./system-book.js";
import type { TransferLog } from "./transfer-log.js";

/** Notes for each system of the site that an announced order is to be told; a redelivery adds nothing. */
export function wantTransfers(systems: SystemBook, transfers: TransferLog, nowNs: () => TimeNs): MessageHandler {
  return async ({ payload }) => {
    const order = workOrderFromWire(fromBinary(WorkOrderSchema, payload));
    for (const system of await systems.ofSite(order.ref.organisation, order.ref.site))
      await wantTransfer(system, order, transfers, nowNs());
  };
}

/** Notes that a system is to be told of an order, if it wants orders of its tier, or knows it already. */
export async function wantTransfer(system: EnterpriseSystem, order: WorkOrder, transfers: TransferLog, nowNs: TimeNs): Promise<void> {
  if (system.ordersPath === undefined) return;
  const isAsked = TIERS.indexOf(order.tier) >= TIERS.indexOf(system.leastTier);
  const isKnown = isAsked || (await transfers.find(system, { order: order.id })) !== undefined;
  if (isKnown) await transfers.want(system, order, nowNs);
}
