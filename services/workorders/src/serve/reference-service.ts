import { ReferenceService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { OrderReferences } from "../evidence/order-references.js";
import { listReferences } from "../rpc/list-references.js";

export function referenceService({ advice, advisories, orders }: Pick<WorkordersContext, "advice" | "advisories" | "orders">): GrpcService {
  return defineService(ReferenceService, { listReferences: listReferences(new OrderReferences(advice, advisories, orders)) });
}
