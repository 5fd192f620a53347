import { create } from "@bufbuild/protobuf";
import { type BillRecordMessage, BillRecordSchema, billToWire } from "@phm/contracts";
import type { BillRecord } from "../parts/bill-book.js";
import type { NeededPart } from "../parts/needed-parts.js";
import { partRecordToWire } from "./part-messages.js";

export function billRecordToWire({ bill, version }: BillRecord): BillRecordMessage {
  return create(BillRecordSchema, { bill: billToWire(bill), version: BigInt(version) });
}

export function neededPartToWire({ record, quantity, reserved, used }: NeededPart) {
  return { record: partRecordToWire(record), quantity, reserved, used };
}
