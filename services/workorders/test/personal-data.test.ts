import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  assetRefToWire,
  CustomerService,
  type FindTextMessage,
  IntegrityService,
  NotificationService,
  orderCommandToWire,
  orderRoleCodec,
  orderTaskToWire,
  PeopleService,
  PrivacyService,
  WorkOrderService,
} from "@phm/contracts";
import { assetRef, NS_PER_MS } from "@phm/domain";
import { type ClientCalls, createClient, type Service } from "@phm/service-kit";
import { type NatsServer, startNatsServer } from "@phm/testkit";
import { createWorkorders, readConfig } from "../src/index.js";
import { freePort } from "./maintenance/running-service.js";

const NAME = "Zhao Qiang";
const NAME_ZH = "赵强";
const MAIL = "zhao.qiang@example.com";
const TEXTS = [NAME, NAME_ZH, MAIL];
const ORGANISATION = "acme";
const FILE = Buffer.from(`certificate of ${NAME}`);

let folder: string;
let nats: NatsServer;
let workorders: Service;
const clients: { close(): void }[] = [];
let orders: ClientCalls<typeof WorkOrderService>;
let people: ClientCalls<typeof PeopleService>;
let notifications: ClientCalls<typeof NotificationService>;
let customers: ClientCalls<typeof CustomerService>;
let privacy: ClientCalls<typeof PrivacyService>;
let integrity: ClientCalls<typeof IntegrityService>;
let order: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-personal-"));
  nats = await startNatsServer();
  const port = await freePort();
  const connect = <S extends Parameters<typeof createClient>[0]>(service: S): ClientCalls<S> => {
    const client = createClient(service, `127.0.0.1:${port}`);
    clients.push(client);
    return client.call;
  };
  const env = { NATS_URL: nats.url, PHM_DATA_DIR: folder, PHM_GRPC_PORT: String(port), PHM_HTTP_PORT: "0", LOG_LEVEL: "silent" };
  workorders = createWorkorders(readConfig(env));
  await workorders.start();
  customers = connect(CustomerService);
  [orders, people, notifications] = [connect(WorkOrderService), connect(PeopleService), connect(NotificationService)];
  [privacy, integrity] = [connect(PrivacyService), connect(IntegrityService)];
  order = await workOfSomebody();
}, 60_000);
afterAll(async () => {
  for (const client of clients) client.close();
  await workorders?.stop();
  await nats?.stop();
  await rm(folder, { recursive: true, force: true });
});

const role = orderRoleCodec.toWire("admin");
const PERSON = { organisation: ORGANISATION, actor: "p-17", role };

/** An order on which a person has left a name in every way that there is. */
async function workOfSomebody(): Promise<string> {
  await people.putPerson({ person: { organisation: ORGANISATION, id: "p-17", name: NAME } });
  const task = {
    title: { en: `Fix the guard, ask ${NAME}`, zh: `修理防护罩，${NAME_ZH}负责` },
    checks: [],
    parts: [],
    tools: [],
    estimatedMinutes: 30,
  };
  const ref = assetRefToWire(assetRef(ORGANISATION, "north", "pump"));
  const dueNs = BigInt(Date.now() + 3_600_000) * NS_PER_MS;
  const created = await orders.createWorkOrder({
    ref,
    component: "guard",
    dueNs,
    task: orderTaskToWire(task),
    actor: "p-17",
    role,
    requestId: "r1",
  });
  const id = created.workOrder?.id as string;
  const command = orderCommandToWire({ kind: "comment", note: `${NAME_ZH}确认；called ${NAME.toUpperCase()} at ${MAIL}` });
  await orders.changeWorkOrder({ ...PERSON, id, command });
  const header = { ...PERSON, id, name: `${NAME}.txt`, contentType: "text/plain" };
  await orders.attachFile([{ part: { case: "header", value: header } }, { part: { case: "chunk", value: FILE } }]);
  const contacts = [{ name: NAME, role: "", email: MAIL, phone: "" }];
  await customers.putCustomer({ customer: { organisation: ORGANISATION, id: "C-1", name: "Mill", address: "", contacts } });
  const channel = {
    id: "office",
    organisation: ORGANISATION,
    kind: 2,
    to: [MAIL, "office@example.com"],
    language: "en",
    roles: ["planner"],
  };
  await notifications.putChannel({ channel });
  return id;
}

async function places(): Promise<FindTextMessage[]> {
  const found: FindTextMessage[] = [];
  for await (const place of privacy.findText({ texts: TEXTS })) found.push(place);
  return found;
}

/** Every byte of the stores, free pages and logs included. */
async function filesThatSay(text: string): Promise<string[]> {
  const saying: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if ((await readFile(file)).includes(text)) saying.push(file.slice(folder.length + 1));
  }
  return saying;
}

describe("what names a person", () => {
  test("is found wherever it is kept: people, orders, their history, settings, files", async () => {
    const found = await places();
    const stores = new Set(found.map(({ store }) => store));
    for (const store of [
      "documents/people",
      "documents/customers",
      "documents/work_orders",
      "documents/notification_settings",
      "blobs/attachments",
    ])
      expect([...stores]).toContain(store);
    expect(found.filter(({ inId }) => inId)).toEqual([]);
    expect((await filesThatSay(NAME)).length).toBeGreaterThan(0);
  });

  test("is nowhere in any stored document, page, log or file when it was erased; what was done stays on record under the id", async () => {
    await people.erasePerson({ organisation: ORGANISATION, id: "p-17" });
    const { changedDocuments } = await privacy.redactText({ texts: TEXTS });
    expect(changedDocuments).toBeGreaterThanOrEqual(2);
    const left = await places();
    expect(left.map(({ store }) => store)).toEqual(["blobs/attachments"]);
    expect(
      await privacy.eraseContent({ store: "attachments", key: left[0]?.id as string, actor: "dpo", reason: "request 12" }),
    ).toMatchObject({ erased: true });
    expect(await places()).toEqual([]);
    for (const text of [...TEXTS, NAME.toUpperCase()]) expect([text, await filesThatSay(text)]).toEqual([text, []]);

    const { workOrder, people: named } = await orders.getWorkOrder({ organisation: ORGANISATION, id: order });
    expect([workOrder?.history.map(({ actor }) => actor), named]).toEqual([["p-17", "p-17", "p-17"], []]);
    expect(workOrder?.history[1]?.note).toBe("[erased]确认；called [erased] at [erased]");
    const { summaries } = await orders.listWorkOrders({ organisation: ORGANISATION, onlySummaries: true });
    expect(JSON.stringify(summaries, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(NAME);
  });

  test("a customer keeps its record without the contact's name and address", async () => {
    const { record } = await customers.getCustomer({ organisation: ORGANISATION, id: "C-1" });
    expect(record?.customer).toMatchObject({ name: "Mill", contacts: [{ name: "[erased]", email: "[erased]" }] });
  });

  test("leaves the other addresses of a channel, and an order that can go on", async () => {
    const { channels } = await notifications.getSettings({ organisation: ORGANISATION });
    expect(channels[0]?.to).toEqual(["office@example.com"]);
    await orders.changeWorkOrder({ ...PERSON, id: order, command: orderCommandToWire({ kind: "start" }) });
  });

  test("once more changes nothing", async () => {
    expect(await privacy.redactText({ texts: TEXTS })).toMatchObject({ changedDocuments: 0, changedPoints: 0 });
  });

  test("an erased file is told from a lost one: whoever reads it, and verification", async () => {
    const read = async () => {
      for await (const _part of orders.readAttachment({ organisation: ORGANISATION, id: order, number: 1 }));
    };
    await expect(read()).rejects.toMatchObject({ code: "not_found", reason: "erased" });
    const found: unknown[] = [];
    for await (const { event } of integrity.verify({ repair: false })) if (event.case === "finding") found.push(event.value);
    expect(found).toEqual([]);
  });

  test("is asked for and erased only with what names somebody, and with who and why", async () => {
    await expect(privacy.redactText({ texts: ["x"] })).rejects.toMatchObject({ code: "invalid_argument", field: "texts[0]" });
    await expect(privacy.eraseContent({ store: "attachments", key: "a", actor: "", reason: "r" })).rejects.toMatchObject({
      field: "actor",
    });
    await expect(privacy.eraseContent({ store: "waveforms", key: "a", actor: "dpo", reason: "r" })).rejects.toMatchObject({
      field: "store",
    });
  });
});
