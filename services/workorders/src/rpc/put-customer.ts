import { type CustomerService, customerFromWire } from "@phm/contracts";
import { checkCustomer } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";
import { customerRecordToWire } from "./customer-messages.js";

type PutCustomer = MethodHandler<(typeof CustomerService)["method"]["putCustomer"]>;

export function putCustomer(customers: CustomerBook): PutCustomer {
  return async ({ customer: message, expectedVersion }) => {
    const customer = customerFromWire(message);
    checkCustomer(customer);
    return { record: customerRecordToWire(await customers.put(customer, Number(expectedVersion))) };
  };
}
