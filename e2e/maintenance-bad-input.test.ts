import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { simulateHealthy } from "@phm/simulator";
import { startTestSuite, type TestSuite, waitFor } from "@phm/testkit";

/** What maintenance refuses, over REST on the real services: each by status, field, value and limit. */
const ASSET = "refused-at";
const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;
const LI = { actor: "li", role: "planner" };

let suite: TestSuite;
beforeAll(async () => {
  suite = await startTestSuite({ env: { PHM_OUTGOING_ALLOW: "127.0.0.1" } });
  const { config } = simulateHealthy({ seed: 1, samples: 2560, sampleRateHz: 12_800, intervalS: 20, acquisitions: 2, asset: ASSET });
  await suite.register(config);
}, 60_000);
afterAll(() => suite?.cleanup(), 20_000);

async function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const content = Buffer.isBuffer(body)
    ? { body: new Uint8Array(body), headers: { "Content-Type": "text/plain", ...headers } }
    : { body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } };
  const response = await fetch(`${suite.suite.apiUrl}/api/v1${path}`, { method, ...content });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const refused = (status: number, facts: object) => ({ status, body: { value: expect.any(String), limit: expect.any(String), ...facts } });

async function orderFor(key: string): Promise<string> {
  const task = { title: `Work ${key}`, checks: [], parts: [] };
  const wanted = { asset: ASSET, component: "guard", due: "2030-01-01T00:00:00Z", ...LI, task };
  const { status, body } = await send("POST", "/work-orders", wanted, { "Idempotency-Key": key });
  expect(status).toBe(201);
  return String(body.id);
}

describe("over REST", () => {
  it("stock never goes below zero, not by a movement nor by a booking on an order", async () => {
    const part = { nameEn: "Bearing", nameZh: "轴承", unit: "piece", failureModes: [] };
    expect((await send("PUT", "/parts/6205", part)).status).toBe(200);
    const move = (id: string, kind: string, quantity: number) =>
      send("POST", "/parts/6205/movements", { id, kind, quantity, store: "A", actor: "li" });
    await move("m1", "receive", 2);
    expect(await move("m2", "issue", 3)).toMatchObject(refused(400, { field: "quantity", limit: expect.stringContaining("at most 2") }));
    const order = await orderFor("stock");
    const booking = { ...LI, part: "6205", store: "A", quantity: 3 };
    expect(await send("POST", `/work-orders/${order}/parts`, booking)).toMatchObject(refused(400, { field: "quantity" }));
    expect(await suite.get("/parts/6205")).toMatchObject({ available: 2, stores: [{ store: "A", onHand: 2 }] });
  });

  it("a node is not put under what stands under it, nor an assembly within itself", async () => {
    for (const [code, kind, parent] of [
      ["S1", "site", undefined],
      ["S1-A1", "area", "S1"],
      ["S1-A1-L1", "line", "S1-A1"],
    ])
      expect((await send("PUT", `/equipment/${code}`, { kind, parent, nameEn: code, nameZh: code, actor: "li" })).status).toBe(200);
    const under = { parent: "S1-A1-L1", actor: "li" };
    expect(await send("POST", "/equipment/S1-A1/move", under, { "If-Match": '"1"' })).toMatchObject(refused(400, { field: "parent" }));
    const items = [
      { position: "1", assembly: "2", part: "6205", quantity: 1 },
      { position: "2", assembly: "1", part: "6205", quantity: 1 },
    ];
    expect(await send("PUT", `/assets/${ASSET}/bill`, { items })).toMatchObject(refused(400, { field: "items[0].assembly" }));
  });

  it("a recurrence rule that is not known is refused of a plan and of a route", async () => {
    const rule = { rrule: "FREQ=FORTNIGHTLY", start: "2026-01-05T06:00", timeZone: "UTC" };
    const plan = { asset: ASSET, component: "bearing", actor: "li", task: { title: "Grease" }, trigger: { kind: "calendar", rule } };
    expect(await send("PUT", "/plans/grease", plan)).toMatchObject(refused(400, { field: "trigger.rule.rrule.FREQ" }));
    const schedule = { timeZone: "UTC", firstDay: "2026-01-05", times: ["06:00"], rrule: "FREQ=FORTNIGHTLY" };
    const route = {
      ...{ nameEn: "Hall", nameZh: "泵房", points: ["P1"], duty: { role: "technician" }, schedule },
      ...{ expectedMinutes: 20, windowMinutes: 60, graceMinutes: 30, author: "wang", note: "" },
    };
    expect(await send("PUT", "/inspection/routes/R1", route, { "If-Match": '"0"' })).toMatchObject(
      refused(400, { field: "schedule.rrule.FREQ" }),
    );
  });

  it("an attachment that is too large is refused whole, and the order has none", async () => {
    const order = await orderFor("file");
    const path = `/work-orders/${order}/attachments?name=log.txt&actor=li&role=planner`;
    const answer = await send("POST", path, Buffer.alloc(MAX_ATTACHMENT_BYTES + 1, 97));
    expect(answer).toMatchObject(refused(400, { field: "content", limit: `at most ${MAX_ATTACHMENT_BYTES} bytes` }));
    expect(await suite.get(`/work-orders/${order}`)).not.toHaveProperty("work.attachments.0");
  });

  it("the second of two technicians, and a step that is not legal, are told by whom and what is legal now", async () => {
    const order = await orderFor("race");
    const start = (actor: string) => send("POST", `/work-orders/${order}/start`, { actor, role: "technician" }, { "If-Match": '"1"' });
    const answers = await Promise.all(["li", "wang"].map(start));
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    expect(lost?.body.detail).toMatch(/started by (li, .* as wang|wang, .* as li) saw it/);
    expect(await send("POST", `/work-orders/${order}/verify`, { ...LI, name: "Li", method: "typed" })).toMatchObject({
      ...{ status: 412, body: { code: "failed_precondition", detail: expect.stringContaining("legal now: ") } },
    });
  });

  it("a message to a webhook that is down stands with its attempts and what went wrong, and is still to be sent", async () => {
    const url = `http://127.0.0.1:${await closedPort()}/hook`;
    const channel = { kind: "webhook", url, secret: "s".repeat(32), to: [], language: "en", roles: ["planner"] };
    expect((await send("PUT", "/notifications/channels/hook", channel)).status).toBe(200);
    const rule = { kinds: ["order_opened"], leastTier: "watch", roles: ["planner"], escalateTo: [] };
    expect((await send("PUT", "/notifications/rules/all", rule)).status).toBe(200);
    const order = await orderFor("hook");
    type Deliveries = { items: { order: string; state: string; attempts: number; lastError: string }[] };
    const delivery = async () => (await suite.get<Deliveries>("/notifications/deliveries")).items.find((each) => each.order === order);
    await waitFor(async () => ((await delivery())?.attempts ?? 0) > 0, { what: "an attempt to have failed" });
    expect(await delivery()).toMatchObject({ state: "pending", lastError: expect.stringMatching(/refused|failed/i) });
  });
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
