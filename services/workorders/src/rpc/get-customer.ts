import type { CustomerService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";
import { customerRecordToWire } from "./customer-messages.js";

type GetCustomer = MethodHandler<(typeof CustomerService)["method"]["getCustomer"]>;

export function getCustomer(customers: CustomerBook): GetCustomer {
  return async ({ organisation, id }) => ({ record: customerRecordToWire(await customers.get(organisationId(organisation), id)) });
}
