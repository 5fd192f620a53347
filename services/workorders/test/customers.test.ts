import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { CustomerService, customerLinkToWire, customerToWire } from "@phm/contracts";
import { type Customer, type CustomerRelation, equipmentCode, organisationId, siteId } from "@phm/domain";
import { createClient, createLogger, GrpcServer, Metrics, openStore, ServiceError } from "@phm/service-kit";
import {
  CUSTOMER_COLLECTION,
  CUSTOMER_LINK_COLLECTION,
  CustomerBook,
  type StoredCustomer,
  type StoredCustomerLink,
} from "../src/customers/customer-book.js";
import { customerService } from "../src/serve/customer-service.js";

const folder = mkdtempSync(join(tmpdir(), "phm-customers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

/** A site with a line and two machines in it. */
const PARENTS: Readonly<Record<string, string | undefined>> = { S1: undefined, "S1-L1": "S1", "S1-L1-M1": "S1-L1", "S1-L1-M2": "S1-L1" };
const tree = {
  get: async ({ code }: { code: string }) => {
    if (!(code in PARENTS)) throw new ServiceError("not_found", `there is no equipment ${code}`, { field: "code", value: code });
    return { equipment: { organisation: place.organisation, site: place.site, code, parent: PARENTS[code] } };
  },
};

async function start(url: string | undefined, name: string) {
  const where = { database: `phm_customers_test_${process.pid}_${name}`, folder, file: `${name}.db` };
  const store = await openStore(url ? { ...where, mongoUrl: url } : where);
  const customers = new CustomerBook(
    await store.collection<StoredCustomer>(CUSTOMER_COLLECTION),
    await store.collection<StoredCustomerLink>(CUSTOMER_LINK_COLLECTION),
    tree as never,
  );
  const logger = createLogger({ service: "test", level: "silent" });
  const services = [customerService({ customers })];
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  const client = createClient(CustomerService, `127.0.0.1:${await server.start()}`);
  const stop = async () => {
    client.close();
    await server.stop();
    await store.close();
  };
  return { call: client.call, stop };
}

let tests = 0;
let place = { organisation: organisationId("acme"), site: siteId("north") };
beforeEach(() => {
  place = { organisation: organisationId(`acme-${++tests}`), site: siteId("north") };
});

describe.each(engines)("customers on %s", (engine, url) => {
  let running: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    running = await start(url, engine.toLowerCase());
  });
  afterAll(() => running.stop());
  const contact = { name: "Zhao Qiang", role: "maintenance", email: "zhao@mill.example", phone: "+86 10 1234" };
  const mill = (change: Partial<Customer> = {}): Customer => ({
    ...{ organisation: place.organisation, id: "C-1", name: "Mill", address: "1 River Road", contacts: [contact] },
    ...change,
  });
  const put = (customer: Customer, expectedVersion = 0) =>
    running.call.putCustomer({ customer: customerToWire(customer), expectedVersion: BigInt(expectedVersion) });
  const link = (code: string, relation: CustomerRelation, customer = "C-1") =>
    running.call.linkCustomer({ link: customerLinkToWire({ ...place, code: equipmentCode(code), relation, customer }) });
  const whose = async (code: string) =>
    (await running.call.listEquipmentCustomers({ ...place, code })).links.map(({ relation, customer }) => [relation, customer]);
  const [OWNER, OPERATOR] = [1, 2];

  test("a machine is whose it says, else whose the place that it stands in is", async () => {
    await put(mill());
    await put(mill({ id: "C-2" }));
    await link("S1", "owner");
    await link("S1-L1", "operator");
    await link("S1-L1-M1", "operator", "C-2");
    expect(await whose("S1-L1-M1")).toEqual([
      [OPERATOR, "C-2"],
      [OWNER, "C-1"],
    ]);
    expect(await whose("S1-L1-M2")).toEqual([
      [OPERATOR, "C-1"],
      [OWNER, "C-1"],
    ]);
    const { links } = await running.call.listCustomerEquipment({ organisation: place.organisation, id: "C-1" });
    expect(links.map(({ code }) => code)).toEqual(["S1", "S1-L1"]);
  });

  test("the last word on whose a machine is counts", async () => {
    await put(mill());
    await put(mill({ id: "C-2" }));
    await Promise.all([link("S1", "owner"), link("S1", "owner", "C-2"), link("S1", "owner")]);
    await link("S1", "owner", "C-2");
    expect(await whose("S1")).toEqual([[OWNER, "C-2"]]);
    expect(await running.call.unlinkCustomer({ ...place, code: "S1", relation: OWNER as number })).toMatchObject({ removed: true });
    expect(await whose("S1")).toEqual([]);
  });

  test("what a new record does not say of persons is forgotten, and a removed customer leaves nothing", async () => {
    await put(mill());
    await put(mill({ contacts: [], address: "" }), 1);
    const { record } = await running.call.getCustomer({ organisation: place.organisation, id: "C-1" });
    expect(record?.customer).toMatchObject({ contacts: [], address: "" });
    await link("S1", "owner");
    expect(await running.call.removeCustomer({ organisation: place.organisation, id: "C-1" })).toMatchObject({ removed: true });
    expect(await whose("S1")).toEqual([]);
    expect((await running.call.listCustomers({ organisation: place.organisation })).records).toEqual([]);
    expect(await running.call.removeCustomer({ organisation: place.organisation, id: "C-1" })).toMatchObject({ removed: false });
  });

  test("of two who change a customer the second is told; the same again changes nothing", async () => {
    await put(mill());
    expect((await put(mill())).record?.version).toBe(1n);
    await put(mill({ name: "New Mill" }), 1);
    await expect(put(mill({ name: "Old Mill" }), 1)).rejects.toMatchObject({ code: "conflict", field: "expectedVersion", limit: "2" });
  });

  test("bad input is refused by name", async () => {
    await expect(put(mill({ id: "C 1" }))).rejects.toMatchObject({ code: "invalid_argument", field: "id" });
    await expect(put(mill({ contacts: [{ ...contact, email: "zhao" }] }))).rejects.toMatchObject({ field: "contacts[0].email" });
    await expect(link("S1", "owner")).rejects.toMatchObject({ code: "not_found", field: "customer" });
    await put(mill());
    await expect(link("S9", "owner")).rejects.toMatchObject({ code: "not_found", field: "code" });
  });
});
