import type { CustomerService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";

type RemoveCustomer = MethodHandler<(typeof CustomerService)["method"]["removeCustomer"]>;

export function removeCustomer(customers: CustomerBook): RemoveCustomer {
  return async ({ organisation, id }) => ({ removed: await customers.remove(organisationId(organisation), id) });
}
