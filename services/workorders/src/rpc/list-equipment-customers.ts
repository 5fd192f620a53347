import { type CustomerService, customerLinkToWire } from "@phm/contracts";
import { equipmentCode, organisationId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";

type ListEquipmentCustomers = MethodHandler<(typeof CustomerService)["method"]["listEquipmentCustomers"]>;

export function listEquipmentCustomers(customers: CustomerBook): ListEquipmentCustomers {
  return async ({ organisation, site, code }) => {
    const key = { organisation: organisationId(organisation), site: siteId(site), code: equipmentCode(code) };
    return { links: (await customers.customersOf(key)).map(customerLinkToWire) };
  };
}
