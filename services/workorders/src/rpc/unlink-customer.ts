import { type CustomerService, customerRelationCodec } from "@phm/contracts";
import { equipmentCode, organisationId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { CustomerBook } from "../customers/customer-book.js";

type UnlinkCustomer = MethodHandler<(typeof CustomerService)["method"]["unlinkCustomer"]>;

export function unlinkCustomer(customers: CustomerBook): UnlinkCustomer {
  return async ({ organisation, site, code, relation }) => {
    const key = { organisation: organisationId(organisation), site: siteId(site), code: equipmentCode(code) };
    return { removed: await customers.unlink({ ...key, relation: customerRelationCodec.fromWire(relation, "relation") }) };
  };
}
