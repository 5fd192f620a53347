import { create } from "@bufbuild/protobuf";
import { type CustomerRecordMessage, CustomerRecordSchema, customerToWire } from "@phm/contracts";
import type { CustomerRecord } from "../customers/customer-book.js";

export function customerRecordToWire({ customer, version }: CustomerRecord): CustomerRecordMessage {
  return create(CustomerRecordSchema, { customer: customerToWire(customer), version: BigInt(version) });
}
