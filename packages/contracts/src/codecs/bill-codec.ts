import { create } from "@bufbuild/protobuf";
import { type BillItem, type BillOfMaterials, checkBill, InvalidValue } from "@phm/domain";
import * as wire from "../gen/phm/part/v1/bill_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { present } from "./optional-fields.js";

export function billToWire({ ref, items }: BillOfMaterials): wire.Bill {
  return create(wire.BillSchema, { ref: assetRefToWire(ref), items: [...items] });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function billFromWire(message: wire.Bill | undefined): BillOfMaterials {
  if (!message) throw new InvalidValue("bill", undefined, "present");
  const bill = { ref: assetRefFromWire(message.ref), items: message.items.map(itemFromWire) };
  checkBill(bill);
  return bill;
}

function itemFromWire({ position, assembly, part, name, quantity, component }: wire.BillItem): BillItem {
  return { position, name, quantity, ...present({ assembly, part, component }) };
}
