import {
  type CustomerLinkMessage,
  type CustomerRecordMessage,
  customerFromWire,
  customerLinkFromWire,
  customerLinkToWire,
  customerRelationCodec,
  customerToWire,
} from "@phm/contracts";
import { CUSTOMER_RELATIONS, type Customer, type CustomerRelation, checkCustomer, InvalidValue } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyField, bodyText, jsonBody } from "../json-body.js";
import { organisationOf, pageOf } from "../request-parameters.js";
import { equipmentKeyOf } from "./equipment-request.js";

const MAX_PAGE = 100;
const LINK_PATH = "/equipment/:code/customers/:relation";

/** Customers, and which nodes of the equipment register are whose. `DELETE` forgets a customer with all contacts. */
export function customerRoutes({ workorders: { customers } }: GatewayContext): Router {
  const router = Router();
  router.get("/customers", async (request, response) => {
    const { records, nextCursor } = await customers.listCustomers({ organisation: organisationOf(request), ...pageOf(request, MAX_PAGE) });
    response.json({ items: records.map(customerView), nextCursor: nextCursor || undefined });
  });
  router.get("/customers/:id", async (request, response) => {
    sendCustomer(response, (await customers.getCustomer(keyOf(request))).record);
  });
  router.put("/customers/:id", jsonBody, async (request, response) => {
    const customer = customerToWire(customerOf(request));
    sendCustomer(response, (await customers.putCustomer({ customer, expectedVersion: expectedVersionOf(request, "customer") })).record);
  });
  router.delete("/customers/:id", async (request, response) => {
    response.status((await customers.removeCustomer(keyOf(request))).removed ? 204 : 404).end();
  });
  router.get("/customers/:id/equipment", async (request, response) => {
    const { links, nextCursor } = await customers.listCustomerEquipment({ ...keyOf(request), ...pageOf(request, MAX_PAGE) });
    response.json({ items: links.map(linkView), nextCursor: nextCursor || undefined });
  });
  router.get("/equipment/:code/customers", async (request, response) => {
    response.json({ items: (await customers.listEquipmentCustomers(equipmentKeyOf(request))).links.map(linkView) });
  });
  router.put(LINK_PATH, jsonBody, async (request, response) => {
    const link = { ...equipmentKeyOf(request), relation: relationOf(request), customer: bodyText(request, "customer") };
    const answer = await customers.linkCustomer({ link: customerLinkToWire(link) });
    response.json(answer.link ? linkView(answer.link) : {});
  });
  router.delete(LINK_PATH, async (request, response) => {
    const relation = customerRelationCodec.toWire(relationOf(request));
    response.status((await customers.unlinkCustomer({ ...equipmentKeyOf(request), relation })).removed ? 204 : 404).end();
  });
  return router;
}

function keyOf(request: Request) {
  return { organisation: organisationOf(request), id: String(request.params.id) };
}

function relationOf(request: Request): CustomerRelation {
  const { relation } = request.params;
  const found = CUSTOMER_RELATIONS.find((each) => each === relation);
  if (found) return found;
  throw new InvalidValue("relation", relation, `one of ${CUSTOMER_RELATIONS.join(", ")}`, "unknown_word");
}

function customerView({ customer, version }: CustomerRecordMessage) {
  const { id, name, address, contacts } = customerFromWire(customer);
  return { id, name, address, contacts, version: Number(version) };
}

function linkView(message: CustomerLinkMessage) {
  const { site, code, relation, customer } = customerLinkFromWire(message);
  return { site, code, relation, customer };
}

function sendCustomer(response: Response, record: CustomerRecordMessage | undefined): void {
  if (!record) throw new InvalidValue("record", undefined, "present");
  response.setHeader("ETag", `"${record.version}"`);
  response.json(customerView(record));
}

/** @throws InvalidValue naming the field of the body that breaks a rule */
function customerOf(request: Request): Customer {
  const contacts = bodyField(request, "contacts") ?? [];
  if (!Array.isArray(contacts)) throw new InvalidValue("contacts", contacts, "a list of contacts");
  const customer = {
    ...{ ...keyOf(request), name: bodyText(request, "name"), address: bodyText(request, "address") },
    contacts: contacts.map((body: unknown) => ({
      ...{ name: bodyText({ body }, "name"), role: bodyText({ body }, "role") },
      ...{ email: bodyText({ body }, "email"), phone: bodyText({ body }, "phone") },
    })),
  };
  checkCustomer(customer);
  return customer;
}
