import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  failureModeCodec,
  type OrderRoleMessage,
  orderCommandFromWire,
  orderCommandKindCodec,
  orderRoleCodec,
  PeopleService,
  SuppressionService,
  suppressionToWire,
  WorkOrderService,
  workOrderEventToWire,
  workOrderSummaryToWire,
  workOrderToWire,
} from "@phm/contracts";
import {
  type Advisory,
  acquisitionId,
  addSeconds,
  assetRef,
  InvalidValue,
  MAX_ATTACHMENT_BYTES,
  type OrderCommand,
  pointId,
  type Suppression,
  summaryOf,
  type WorkOrder,
} from "@phm/domain";
import { createClient, createLogger, defineService, GrpcServer, HttpServer, Metrics, ServiceError } from "@phm/service-kit";
import express from "express";
import { mount } from "../src/api/mount.js";
import type { GatewayContext } from "../src/context.js";
import { sendProblem } from "../src/problem.js";
import { orderAttachmentRoutes } from "../src/routes/order-attachments.js";
import { orderCommandRoutes } from "../src/routes/order-commands.js";
import { pageRoutes } from "../src/routes/pages.js";
import { peopleOperations } from "../src/routes/people.js";
import { suppressionOperations } from "../src/routes/suppressions.js";
import { workOrderRoutes } from "../src/routes/work-orders.js";

const START_NS = 1_700_000_000_000_000_000n;
const at = (seconds: number) => addSeconds(START_NS, seconds);
const ref = assetRef("default", "default", "pump");
const LATEST: Advisory = {
  ...{ id: "adv-1", ref, acquisition: acquisitionId("a1"), timeNs: START_NS, ruleVersion: "rules-2", featureSet: "core-v2" },
  ...{ modelVersion: "m-1", tier: "plan", failureMode: "bearing_outer_race", component: "bearing", point: pointId("h"), confidence: 0.8 },
  ...{ dueNs: at(3_600), rul: { status: "abstain", model: "m", reason: "quiet", reasonZh: "平稳" }, evidence: [] },
  ...{ actionsEn: ["look"], actionsZh: ["检查"], reasonEn: "raised", reasonZh: "升高" },
};
const FILE = { number: 1, name: "race.jpg", contentType: "image/jpeg", bytes: 5, sha256: "a".repeat(64), person: "li", timeNs: at(30) };
const ORDER: WorkOrder = {
  ...{ id: "WO-1", ref, component: "bearing", failureFamily: "bearing", failureMode: "bearing_outer_race", tier: "plan", state: "on_hold" },
  ...{
    openedNs: START_NS,
    updatedNs: at(60),
    dueNs: at(3_600),
    origin: "prediction",
    openedBy: "adv-1",
    latest: LATEST,
    advisoryCount: 1,
    eventCount: 2,
  },
  history: [
    { sequence: 1, timeNs: START_NS, kind: "opened", state: "open", advisoryId: "adv-1", actor: "advisory", note: "plan" },
    { sequence: 2, timeNs: at(60), kind: "held", state: "on_hold", actor: "li", note: "no <crane>" },
  ],
  work: {
    ...{ assignee: "li", plannedStartNs: at(100), plannedEndNs: at(200), holdReason: "no <crane>" },
    checklist: [
      { number: 1, text: { en: "runs quietly", zh: "运行平稳" }, tick: { person: "li", timeNs: at(50), reading: 1.2, unit: "mm/s" } },
    ],
    timeBookings: [{ person: "li", startNs: at(0), minutes: 90, ratePerHour: 40 }],
    partBookings: [{ part: "6205-2RS", quantity: 2, costPerUnit: 11.5 }],
    attachments: [FILE],
  },
  course: {
    opening: { timeNs: START_NS, state: "alert", levelRatio: 2, zone: "B", confidence: 0.8 },
    worst: { timeNs: at(20), state: "alarm", levelRatio: 4, zone: "C", confidence: null },
    result: "not_yet_known",
  },
  suggestsClosing: { en: "normal since noon", zh: "自中午起正常" },
};

/** A service in memory that plays the other side: it notes what it is asked and answers with the order. */
interface Asked {
  readonly role?: OrderRoleMessage;
  readonly expectedVersion: bigint;
  readonly actor: string;
  readonly [field: string]: unknown;
}
let asked: Asked[];
let received: Buffer;
const LEGAL = [{ command: orderCommandKindCodec.toWire("resume"), to: 6, roles: [orderRoleCodec.toWire("technician")] }];
const answer = () => ({
  workOrder: workOrderToWire(ORDER),
  version: 2n,
  legal: LEGAL,
  people: [{ organisation: "default", id: "li", name: "Li Wei" }],
});
const take = (request: object) => {
  asked.push(request as Asked);
  return answer();
};
const orders = defineService(WorkOrderService, {
  getWorkOrder: async ({ id }) => {
    if (id === "WO-1") return answer();
    throw new ServiceError("not_found", `there is no work order ${id}`);
  },
  listWorkOrders: async (request) => {
    asked.push(request as unknown as Asked);
    if (request.onlySummaries) return { summaries: [workOrderSummaryToWire(summaryOf(ORDER))], nextCursor: "" };
    return { workOrders: [workOrderToWire(ORDER)], nextCursor: "" };
  },
  listWorkOrderEvents: async () => ({ events: ORDER.history.map(workOrderEventToWire), nextCursor: "2" }),
  changeWorkOrder: async (request) => {
    if (request.actor === "late")
      throw new ServiceError("conflict", "version 2 (held by li), not version 1 as late saw it", { retryable: false });
    if (request.role === orderRoleCodec.toWire("viewer")) throw new ServiceError("permission_denied", "a viewer may not");
    return take(request);
  },
  createWorkOrder: async (request) => take(request),
  closeWorkOrder: async (request) => take(request),
  cancelWorkOrder: async (request) => take(request),
  attachFile: async (requests) => {
    const pieces: Uint8Array[] = [];
    for await (const { part } of requests) {
      if (part.case === "header") asked.push(part.value as unknown as Asked);
      if (part.case === "header" && part.value.contentType === "text/html") throw new InvalidValue("contentType", "text/html", "another");
      if (part.case === "chunk") pieces.push(part.value);
    }
    received = Buffer.concat(pieces);
    return answer();
  },
  readAttachment: async function* ({ number }) {
    if (number !== 1) throw new ServiceError("not_found", "there is none");
    yield { part: { case: "file", value: { ...FILE, bytes: 5n } } };
    for (const piece of ["he", "llo"]) yield { part: { case: "chunk", value: Buffer.from(piece) } };
  },
});
const names = new Map<string, string>();
const people = defineService(PeopleService, {
  putPerson: async ({ person }) => {
    names.set(person!.id, person!.name);
    return { person: person! };
  },
  listPeople: async ({ organisation }) => ({ people: [...names].map(([id, name]) => ({ organisation, id, name })), nextCursor: "" }),
  erasePerson: async ({ id }) => ({ erased: names.delete(id) }),
});
const SUPPRESSION: Suppression = {
  ...{ id: "SUP-1", ref, failureMode: "bearing_outer_race", reason: "a loose cable", actor: "li", sinceNs: START_NS, untilNs: at(3_600) },
};
const suppressions = defineService(SuppressionService, {
  addSuppression: async (request) => {
    asked.push(request as unknown as Asked);
    return { suppression: suppressionToWire(SUPPRESSION) };
  },
  listSuppressions: async (request) => {
    asked.push(request as unknown as Asked);
    return { suppressions: [suppressionToWire(SUPPRESSION)], nextCursor: "" };
  },
  liftSuppression: async ({ actor, reason }) => ({
    suppression: suppressionToWire({ ...SUPPRESSION, lifted: { actor, reason, timeNs: at(9) } }),
  }),
});

const logger = createLogger({ service: "test", level: "silent" });
let stop: () => Promise<void>;
let root: string;

beforeAll(async () => {
  const services = [orders, people, suppressions];
  const grpc = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  const address = `127.0.0.1:${await grpc.start()}`;
  const clients = [
    createClient(WorkOrderService, address),
    createClient(PeopleService, address),
    createClient(SuppressionService, address),
  ] as const;
  const workorders = { orders: clients[0].call, people: clients[1].call, suppressions: clients[2].call };
  const context = { workorders, checksAnswers: true } as unknown as GatewayContext;
  const app = express();
  for (const routes of [workOrderRoutes, orderCommandRoutes, orderAttachmentRoutes]) app.use("/api/v1", routes(context));
  app.use("/api/v1", mount(context, [...peopleOperations, ...suppressionOperations]));
  app.use(pageRoutes(context));
  app.use(sendProblem(logger));
  const http = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
  root = `http://127.0.0.1:${await http.start()}`;
  stop = async () => {
    await http.stop();
    for (const client of clients) client.close();
    await grpc.stop();
  };
});
afterAll(() => stop());
beforeEach(() => {
  asked = [];
});

const api = (path: string) => `${root}/api/v1${path}`;
async function send(method: string, path: string, body: object, headers: Record<string, string> = {}) {
  const json = { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
  const response = await fetch(api(path), json);
  const text = await response.text();
  return { status: response.status, etag: response.headers.get("ETag"), body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
}
const LI = { actor: "li", role: "planner" };

describe("a work order", () => {
  test("is shown with its state, what is legal now, its work, its condition before and after, and names", async () => {
    const response = await fetch(api("/work-orders/WO-1"));
    expect(response.headers.get("ETag")).toBe('"2"');
    expect(await response.json()).toMatchObject({
      ...{ state: "on_hold", eventCount: 2, people: { li: "Li Wei" } },
      legalCommands: [{ command: "resume", to: "in_progress", roles: ["technician"] }],
      work: {
        holdReason: "no <crane>",
        booked: { workTimeS: 5_400, cost: { labour: 60, parts: 23 } },
        attachments: [{ name: "race.jpg" }],
      },
      condition: { worst: { zone: "C", levelRatio: 4 }, after: null, result: "not_yet_known" },
      suggestsClosing: { en: "normal since noon" },
    });
  });

  test("has its whole history by page, and is listed with what has not ended", async () => {
    const history = (await (await fetch(api("/work-orders/WO-1/history?limit=2"))).json()) as { items: object[]; nextCursor: string };
    expect(history).toMatchObject({
      items: [
        { sequence: 1, kind: "opened" },
        { sequence: 2, kind: "held", note: "no <crane>" },
      ],
      nextCursor: "2",
    });
    await fetch(api("/work-orders?standing=true"));
    expect(asked[0]).toMatchObject({ onlyStanding: true, state: 0 });
    expect((await fetch(api("/work-orders?standing=yes"))).status).toBe(400);
    expect((await fetch(api("/work-orders?state=verified"))).status).toBe(200);
  });

  test("is listed in the order, tier and time that are asked for, in summary where that is enough", async () => {
    const asking = "sort=urgency&tier=act_now&dueBefore=2026-11-23T08:00:00Z&summary=true&limit=5";
    const { items } = (await (await fetch(api(`/work-orders?${asking}`))).json()) as { items: object[] };
    expect(items).toMatchObject([{ id: "WO-1", asset: ORDER.ref.asset, dueAt: expect.stringMatching(/^20/), suggestsClosing: true }]);
    expect(items[0]).not.toHaveProperty("history");
    const dueBeforeNs = 1_795_420_800_000_000_000n;
    expect(asked[0]).toMatchObject({ site: "default", sort: 4, tier: 3, dueBeforeNs, onlySummaries: true, limit: 5 });
    for (const wrong of ["sort=colour", "tier=soon", "dueBefore=tomorrow", "summary=perhaps"])
      expect((await fetch(api(`/work-orders?${wrong}`))).status).toBe(400);
  });

  test.each(["en", "zh"])("has a page in %s that says all this and lets no text be markup", async (language) => {
    const page = await (await fetch(`${root}/work-orders/WO-1?lang=${language}`)).text();
    expect(page).not.toContain("<crane>");
    for (const said of ["no &lt;crane&gt;", "Li Wei", "6205-2RS", "race.jpg", "90 min", "1.2 mm/s"]) expect(page).toContain(said);
    const words =
      language === "en" ? ["on hold", "resume → in progress (technician)", "not yet known"] : ["暂停", "继续 → 进行中", "尚不可知"];
    for (const said of words) expect(page).toContain(said);
  });
});

describe("work that a person calls for", () => {
  const WORK = {
    ...{ asset: "pump", component: "guard", due: "2026-03-01T00:00:00Z", ...LI },
    task: { title: "Fix the guard", checks: [{ en: "closed", zh: "已关闭" }], parts: [{ part: "M8", quantity: 4 }] },
  };

  test("is put on record under the caller's key", async () => {
    expect((await send("POST", "/work-orders", WORK, { "Idempotency-Key": "k-1" })).status).toBe(201);
    expect(asked[0]).toMatchObject({
      ...{ component: "guard", requestId: "k-1", actor: "li", role: orderRoleCodec.toWire("planner") },
      task: { title: { en: "Fix the guard", zh: "Fix the guard" }, checks: [{ zh: "已关闭" }], parts: [{ part: "M8", quantity: 4 }] },
    });
  });

  test.each([
    [{ due: "tomorrow" }, "due"],
    [{ asset: "" }, "asset"],
    [{ task: { title: "" } }, "task.title.en"],
    [{ task: { title: "x", parts: [{ part: "M8", quantity: 0 }] } }, "task.parts[0].quantity"],
    [{ failureMode: "gremlins" }, "failureMode"],
    [{ role: "king" }, "role"],
  ])("%# is refused by the field that is wrong", async (change, field) => {
    const { status, body } = await send("POST", "/work-orders", { ...WORK, ...change }, { "Idempotency-Key": "k" });
    expect([status, body.field]).toEqual([400, field]);
  });
});

describe("a command", () => {
  test.each<[string, object, OrderCommand]>([
    ["acknowledge", {}, { kind: "acknowledge" }],
    ["assign", { assignee: "wang" }, { kind: "assign", assignee: "wang" }],
    ["assign", {}, { kind: "assign" }],
    [
      "plan",
      { start: "2026-11-23T06:00:00Z", end: "2026-11-23T08:00:00Z" },
      { kind: "plan", startNs: 1_795_413_600_000_000_000n, endNs: 1_795_420_800_000_000_000n },
    ],
    ["start", {}, { kind: "start" }],
    ["hold", { reason: "no crane" }, { kind: "hold", reason: "no crane" }],
    ["resume", {}, { kind: "resume", note: "" }],
    ["done", { note: "new" }, { kind: "finish", note: "new" }],
    ["verify", { name: "Li Wei", method: "badge" }, { kind: "verify", name: "Li Wei", method: "badge" }],
    ["reject", { reason: "cable" }, { kind: "reject", reason: "cable" }],
    ["reopen", { reason: "noisy" }, { kind: "reopen", reason: "noisy" }],
    ["comments", { text: "hm" }, { kind: "comment", note: "hm" }],
    ["checklist", { number: 1, reading: 1.2, unit: "mm/s" }, { kind: "tick", number: 1, reading: 1.2, unit: "mm/s" }],
    [
      "time",
      { start: "2026-11-23T06:00:00Z", minutes: 5 },
      { kind: "book_time", booking: { person: "li", startNs: 1_795_413_600_000_000_000n, minutes: 5 } },
    ],
    ["parts", { part: "6205", quantity: 2, costPerUnit: 3 }, { kind: "book_part", booking: { part: "6205", quantity: 2, costPerUnit: 3 } }],
  ])("%s is passed on with who, as what, from which version and under which id", async (word, body, command) => {
    const headers = { "If-Match": '"2"', "Idempotency-Key": "k-1" };
    const answered = await send("POST", `/work-orders/WO-1/${word}`, { ...LI, ...body }, headers);
    expect(answered).toMatchObject({ status: 200, etag: '"2"', body: { id: "WO-1", state: "on_hold" } });
    expect(asked).toMatchObject([{ actor: "li", role: orderRoleCodec.toWire("planner"), expectedVersion: 2n, commandId: "k-1" }]);
    expect(orderCommandFromWire(asked[0]!.command as Parameters<typeof orderCommandFromWire>[0])).toEqual(command);
  });

  test("closing and cancelling need no role, and take one", async () => {
    const verdict = { actor: "li", result: "not_found", workDone: "looked", repaired: false };
    await send("POST", "/work-orders/WO-1/close", verdict);
    await send("POST", "/work-orders/WO-1/cancel", { actor: "li", reason: "scrapped", role: "admin" });
    expect(asked).toMatchObject([{ role: 0 }, { role: orderRoleCodec.toWire("admin"), reason: "scrapped" }]);
  });

  test("that lacks something is refused by name, and a conflict and a role that may not keep their status", async () => {
    const post = (word: string, body: object, headers = {}) => send("POST", `/work-orders/WO-1/${word}`, body, headers);
    expect(await post("start", { actor: "li" })).toMatchObject({ status: 400, body: { field: "role" } });
    expect(await post("verify", { ...LI, name: "Li", method: "wax" })).toMatchObject({ status: 400, body: { field: "method" } });
    expect(await post("plan", { ...LI, start: "tomorrow" })).toMatchObject({ status: 400, body: { field: "start" } });
    expect(await post("time", { ...LI, start: "2026-11-23T06:00:00Z" })).toMatchObject({ status: 400, body: { field: "minutes" } });
    expect(await post("start", LI, { "If-Match": "2" })).toMatchObject({ status: 400, body: { field: "If-Match" } });
    expect(await post("start", { ...LI, actor: "late" })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("as late saw it") },
    });
    expect(await post("start", { ...LI, role: "viewer" })).toMatchObject({ status: 403, body: { code: "permission_denied" } });
    expect(asked).toEqual([]);
  });
});

describe("an attached file", () => {
  test("is passed on piece by piece with its type and name, and comes back as a download that no browser runs", async () => {
    const content = Buffer.alloc(300_000, 7);
    const query = "name=%E8%BD%B4%E6%89%BF.jpg&actor=li&role=technician";
    const attach = (given: string) =>
      fetch(api(`/work-orders/WO-1/attachments?${given}`), { method: "POST", headers: { "Content-Type": "image/jpeg" }, body: content });
    expect((await attach(query)).status).toBe(200);
    expect(asked).toMatchObject([{ name: "轴承.jpg", contentType: "image/jpeg", actor: "li" }]);
    expect(received.equals(content)).toBe(true);
    expect((await attach("name=a.jpg&actor=li")).status).toBe(400);
    const response = await fetch(api("/work-orders/WO-1/attachments/1"));
    expect(await response.text()).toBe("hello");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ "content-type": "image/jpeg", "content-length": "5", "x-content-type-options": "nosniff" },
      "content-disposition": expect.stringMatching(/^attachment; filename="?race\.jpg"?$/),
    });
    const large = { method: "POST", headers: { "Content-Type": "text/html" }, body: Buffer.alloc(8_000_000) };
    const refused = await fetch(api(`/work-orders/WO-1/attachments?${query}`), large);
    expect([refused.status, await refused.json()]).toMatchObject([400, { field: "contentType" }]);
    const tooLarge = await fetch(api(`/work-orders/WO-1/attachments?${query}`), { ...large, body: Buffer.alloc(MAX_ATTACHMENT_BYTES + 1) });
    expect([tooLarge.status, await tooLarge.json()]).toMatchObject([400, { field: "content" }]);
    expect((await attach(query)).status).toBe(200);
    expect((await fetch(api("/work-orders/WO-1/attachments/2"))).status).toBe(404);
    expect((await fetch(api("/work-orders/WO-1/attachments/x"))).status).toBe(400);
  });
});

test("a name is put, listed and erased once", async () => {
  expect(await send("PUT", "/people/li", { name: "Li Wei" })).toMatchObject({ status: 200, body: { id: "li", name: "Li Wei" } });
  expect(await (await fetch(api("/people"))).json()).toEqual({ items: [{ id: "li", name: "Li Wei" }] });
  expect((await fetch(api("/people/li"), { method: "DELETE" })).status).toBe(204);
  expect((await fetch(api("/people/li"), { method: "DELETE" })).status).toBe(404);
});

test("a suppression is set by asset, point and failure mode, listed and lifted", async () => {
  const wanted = {
    asset: "pump",
    point: "h",
    failureMode: "bearing_outer_race",
    until: "2026-11-23T08:00:00Z",
    reason: "cable",
    actor: "li",
  };
  expect(await send("POST", "/suppressions", wanted)).toMatchObject({ status: 201, body: { id: "SUP-1", point: null, lifted: null } });
  expect(asked[0]).toMatchObject({ point: "h", failureMode: failureModeCodec.toWire("bearing_outer_race"), actor: "li", reason: "cable" });
  expect(await send("POST", "/suppressions", { ...wanted, failureMode: "noise" })).toMatchObject({
    status: 400,
    body: { field: "failureMode" },
  });
  expect(await send("POST", "/suppressions", { ...wanted, until: "" })).toMatchObject({ status: 400, body: { field: "until" } });
  const listed = await (await fetch(api("/suppressions?asset=pump&standingAt=2026-11-23T08:00:00Z"))).json();
  expect(listed).toMatchObject({ items: [{ id: "SUP-1", failureMode: "bearing_outer_race" }] });
  expect(asked.at(-1)).toMatchObject({ asset: "pump", site: "default", standingAtNs: 1_795_420_800_000_000_000n });
  const lifted = await send("POST", "/suppressions/SUP-1/lift", { actor: "wang", reason: "real" });
  expect(lifted.body).toMatchObject({ lifted: { actor: "wang", reason: "real" } });
});
