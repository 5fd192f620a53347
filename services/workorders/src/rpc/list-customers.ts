import type { CustomerService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";
import { customerRecordToWire } from "./customer-messages.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListCustomers = MethodHandler<(typeof CustomerService)["method"]["listCustomers"]>;

export function listCustomers(customers: CustomerBook): ListCustomers {
  return async (request) => {
    const { records, nextCursor } = await customers.list(organisationId(request.organisation), page(request, LIST_LIMIT));
    return { records: records.map(customerRecordToWire), nextCursor: nextCursor ?? "" };
  };
}
