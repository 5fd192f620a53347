import { type CustomerService, customerLinkToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListCustomerEquipment = MethodHandler<(typeof CustomerService)["method"]["listCustomerEquipment"]>;

export function listCustomerEquipment(customers: CustomerBook): ListCustomerEquipment {
  return async (request) => {
    const slice = page(request, LIST_LIMIT);
    const { links, nextCursor } = await customers.equipmentOf(organisationId(request.organisation), request.id, slice);
    return { links: links.map(customerLinkToWire), nextCursor: nextCursor ?? "" };
  };
}
