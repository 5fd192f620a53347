import { BillService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getBill } from "../rpc/get-bill.js";
import { listNeededParts } from "../rpc/list-needed-parts.js";
import { listPartUses } from "../rpc/list-part-uses.js";
import { putBill } from "../rpc/put-bill.js";
import { reserveNeededParts } from "../rpc/reserve-needed-parts.js";

export function billService({ bills, neededParts }: Pick<WorkordersContext, "bills" | "neededParts">): GrpcService {
  return defineService(BillService, {
    putBill: putBill(bills),
    getBill: getBill(bills),
    listPartUses: listPartUses(bills),
    listNeededParts: listNeededParts(neededParts),
    reserveNeededParts: reserveNeededParts(neededParts),
  });
}
