import { create } from "@bufbuild/protobuf";
import { type Customer, type CustomerLink, type CustomerRelation, equipmentCode, InvalidValue, organisationId, siteId } from "@phm/domain";
import * as wire from "../gen/phm/customer/v1/customer_pb.js";
import { enumCodec } from "./enum-codec.js";

export const customerRelationCodec = enumCodec<CustomerRelation, wire.CustomerRelation>({
  owner: wire.CustomerRelation.OWNER,
  operator: wire.CustomerRelation.OPERATOR,
});

export function customerToWire({ contacts, ...customer }: Customer): wire.Customer {
  return create(wire.CustomerSchema, { ...customer, contacts: [...contacts] });
}

/** Not checked by `checkCustomer`: of a record on file a text may have been erased. @throws InvalidValue where there is no customer */
export function customerFromWire(message: wire.Customer | undefined): Customer {
  if (!message) throw new InvalidValue("customer", undefined, "present");
  const { organisation, id, name, address } = message;
  const contacts = message.contacts.map(({ name, role, email, phone }) => ({ name, role, email, phone }));
  return { organisation: organisationId(organisation), id, name, address, contacts };
}

export function customerLinkToWire({ relation, ...link }: CustomerLink): wire.CustomerLink {
  return create(wire.CustomerLinkSchema, { ...link, relation: customerRelationCodec.toWire(relation) });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function customerLinkFromWire(message: wire.CustomerLink | undefined): CustomerLink {
  if (!message) throw new InvalidValue("link", undefined, "present");
  const { organisation, site, code, relation, customer } = message;
  const place = { organisation: organisationId(organisation), site: siteId(site), code: equipmentCode(code) };
  return { ...place, relation: customerRelationCodec.fromWire(relation, "relation"), customer };
}
