import { assetRefFromWire, type BillService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { BillBook } from "../parts/bill-book.js";
import { billRecordToWire } from "./bill-messages.js";

type GetBill = MethodHandler<(typeof BillService)["method"]["getBill"]>;

export function getBill(bills: BillBook): GetBill {
  return async ({ ref }) => ({ record: billRecordToWire(await bills.get(assetRefFromWire(ref))) });
}
