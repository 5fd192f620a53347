import { type BillService, billFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { BillBook } from "../parts/bill-book.js";
import { billRecordToWire } from "./bill-messages.js";

type PutBill = MethodHandler<(typeof BillService)["method"]["putBill"]>;

export function putBill(bills: BillBook): PutBill {
  return async ({ bill, expectedVersion }) => ({
    record: billRecordToWire(await bills.put(billFromWire(bill), Number(expectedVersion))),
  });
}
