import { type CustomerService, customerLinkFromWire, customerLinkToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";

type LinkCustomer = MethodHandler<(typeof CustomerService)["method"]["linkCustomer"]>;

export function linkCustomer(customers: CustomerBook): LinkCustomer {
  return async ({ link: message }) => {
    const link = customerLinkFromWire(message);
    await customers.link(link);
    return { link: customerLinkToWire(link) };
  };
}
