import { PastOrderService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { importPastOrders } from "../rpc/import-past-orders.js";
import { listPastOrders } from "../rpc/list-past-orders.js";

export function pastOrderService({ pastOrders, equipment }: Pick<WorkordersContext, "pastOrders" | "equipment">): GrpcService {
  return defineService(PastOrderService, {
    importPastOrders: importPastOrders(pastOrders, equipment.tree),
    listPastOrders: listPastOrders(pastOrders),
  });
}
