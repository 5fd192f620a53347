import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BillRecordMessage, BillService, type CustomerLinkMessage, type CustomerRecordMessage, CustomerService } from "@phm/contracts";
import { defineService } from "@phm/service-kit";
import { billRoutes } from "../src/routes/bills.js";
import { customerRoutes } from "../src/routes/customers.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

/** Services in memory that play the other side and note what they were asked. */
let bill: BillRecordMessage | undefined;
let asked: unknown;
const record = { part: { id: "6205", organisation: "acme", site: "north", nameEn: "B", nameZh: "B", unit: "piece" }, available: 3 };
const billPeer = defineService(BillService, {
  putBill: async (request: { bill: BillRecordMessage["bill"]; expectedVersion: bigint }) => {
    bill = { $typeName: "phm.part.v1.BillRecord", bill: request.bill!, version: request.expectedVersion + 1n };
    return { record: bill };
  },
  getBill: async () => ({ record: bill! }),
  listPartUses: async () => ({ uses: [{ asset: "pump", positions: ["1"], quantity: 2 }], nextCursor: "" }),
  listNeededParts: async () => ({ parts: [{ record, quantity: 2, reserved: 0 }] }),
  reserveNeededParts: async ({ order, actor }: { order: string; actor: string }) => {
    asked = { order, actor };
    return { parts: [{ record, quantity: 2, reserved: 2 }] };
  },
} as never);
let customer: CustomerRecordMessage | undefined;
const links: CustomerLinkMessage[] = [];
const customerPeer = defineService(CustomerService, {
  putCustomer: async (request) => {
    customer = { $typeName: "phm.customer.v1.CustomerRecord", customer: request.customer!, version: request.expectedVersion + 1n };
    return { record: customer };
  },
  getCustomer: async () => ({ record: customer! }),
  listCustomers: async () => ({ records: [customer!], nextCursor: "" }),
  removeCustomer: async ({ id }) => ({ removed: id === "C-1" }),
  linkCustomer: async ({ link }) => {
    links.push(link!);
    return { link: link! };
  },
  unlinkCustomer: async () => ({ removed: true }),
  listCustomerEquipment: async () => ({ links, nextCursor: "" }),
  listEquipmentCustomers: async () => ({ links }),
});

let served: ServedRoutes[];
beforeAll(async () => {
  served = [
    await serveRoutes(BillService, billPeer, (bills) => ({ workorders: { bills } }), billRoutes),
    await serveRoutes(CustomerService, customerPeer, (customers) => ({ workorders: { customers } }), customerRoutes),
  ];
});
afterAll(() => Promise.all(served.map(({ stop }) => stop())));

const ask = async (of: number, path: string, method = "GET", body?: unknown, headers = {}) => {
  const init = body === undefined ? {} : { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
  const answer = await fetch(`${served[of]?.url}${path}`, { method, ...init });
  const text = await answer.text();
  return { status: answer.status, etag: answer.headers.get("etag"), body: text === "" ? undefined : (JSON.parse(text) as unknown) };
};
const LINES = [
  { position: "1", name: "Gear unit", quantity: 1 },
  { position: "1.1", assembly: "1", part: "6205", quantity: 2 },
];

test("a bill is put with the version it was read with, and read with its lines", async () => {
  expect(await ask(0, "/assets/pump/bill", "PUT", { items: LINES }, { "if-match": '"3"' })).toMatchObject({ status: 200, etag: '"4"' });
  const items = [
    { position: "1", assembly: null, part: null, name: "Gear unit", quantity: 1, component: null },
    { position: "1.1", assembly: "1", part: "6205", name: "", quantity: 2, component: null },
  ];
  expect(await ask(0, "/assets/pump/bill")).toMatchObject({ status: 200, body: { items, version: 4 } });
});

test("where a part is used and what an order needs are told, and put by in somebody's name", async () => {
  expect((await ask(0, "/parts/6205/uses")).body).toEqual({ items: [{ asset: "pump", positions: ["1"], quantity: 2 }] });
  expect((await ask(0, "/work-orders/WO-1/needed-parts")).body).toMatchObject({ items: [{ id: "6205", quantity: 2, reserved: 0 }] });
  const reserved = await ask(0, "/work-orders/WO-1/needed-parts/reserve", "POST", { actor: "li" });
  expect([reserved.body, asked]).toMatchObject([{ items: [{ reserved: 2 }] }, { order: "WO-1", actor: "li" }]);
});

test("a customer is put, read, linked to equipment and forgotten", async () => {
  const contacts = [{ name: "Zhao", role: "", email: "zhao@mill.example", phone: "" }];
  const body = { name: "Mill", address: "1 River Road", contacts };
  expect(await ask(1, "/customers/C-1", "PUT", body)).toMatchObject({ status: 200, etag: '"1"', body: { id: "C-1", ...body } });
  expect((await ask(1, "/customers")).body).toMatchObject({ items: [{ id: "C-1", contacts }] });
  const link = { site: "default", code: "S1-M1", relation: "owner", customer: "C-1" };
  expect((await ask(1, "/equipment/S1-M1/customers/owner", "PUT", { customer: "C-1" })).body).toEqual(link);
  expect((await ask(1, "/equipment/S1-M1/customers")).body).toEqual({ items: [link] });
  expect((await ask(1, "/customers/C-1/equipment")).body).toEqual({ items: [link] });
  expect((await ask(1, "/equipment/S1-M1/customers/owner", "DELETE")).status).toBe(204);
  expect([(await ask(1, "/customers/C-1", "DELETE")).status, (await ask(1, "/customers/C-9", "DELETE")).status]).toEqual([204, 404]);
});

const cyclic = [
  { ...LINES[0], assembly: "1.1" },
  { ...LINES[1], part: "6205" },
];
test.each<[number, string, unknown, string]>([
  [0, "/assets/pump/bill", { items: cyclic }, "items[0].assembly"],
  [0, "/assets/pump/bill", { items: [{ position: "1", part: "6205" }] }, "items[0].quantity"],
  [0, "/assets/pump/bill", { items: "all" }, "items"],
  [1, "/customers/C-1", { name: "" }, "name"],
  [1, "/customers/C-1", { name: "Mill", contacts: [{ name: "Zhao", email: "zhao" }] }, "contacts[0].email"],
  [1, "/equipment/S1-M1/customers/lender", { customer: "C-1" }, "relation"],
  [1, "/equipment/m1/customers/owner", { customer: "C-1" }, "code"],
])("route set %i: %s with %j is refused by name", async (of, path, body, field) => {
  expect(await ask(of, path, "PUT", body)).toMatchObject({ status: 400, body: { field } });
});
