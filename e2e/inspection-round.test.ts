import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { simulateHealthy } from "@phm/simulator";
import { startTestSuite, type TestSuite } from "@phm/testkit";
import { numbersWithoutUnit } from "./numbers-without-unit.js";

/** What a phone does with an inspection round, over REST: it takes the round along, records offline, and uploads. */
let suite: TestSuite;
let asset: string;
beforeAll(async () => {
  suite = await startTestSuite();
  const { config } = simulateHealthy({ seed: 1, samples: 2560, sampleRateHz: 12_800, intervalS: 20, acquisitions: 2 });
  asset = config.ref.asset;
  await suite.register(config);
}, 60_000);
afterAll(() => suite?.cleanup(), 20_000);

const api = (path: string) => `${suite.suite.apiUrl}/api/v1/inspection${path}`;

async function send(method: string, path: string, body: object, headers: Record<string, string> = {}) {
  const request = { method, headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
  const response = await fetch(api(path), request);
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) expect(numbersWithoutUnit(answer)).toEqual([]);
  return { status: response.status, answer };
}

const NEW = { "If-Match": '"0"' };
const PHOTO = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(50_000, 3)]);
const SHA256 = createHash("sha256").update(PHOTO).digest("hex");
const point = (form: object) => ({
  ...{ asset, component: "bearing", nameEn: "Bearing", nameZh: "轴承", placeEn: "Drive end", placeZh: "驱动端" },
  ...{ methodEn: "Thermometer", methodZh: "红外测温", form, period: { every: 1, unit: "rounds" }, duty: { role: "technician" } },
  ...{ machineState: "running", tier: "plan", author: "wang", note: "" },
});
const NUMERIC = { kind: "numeric", unit: "°C", min: -40, max: 200, warnAbove: 75, failAbove: 85 };

/** A route that is due in a quarter of an hour: whoever sets out early may walk it now. */
function routeSoon() {
  const text = new Date(Date.now() + 15 * 60_000).toISOString();
  const schedule = { timeZone: "UTC", firstDay: text.slice(0, 10), times: [text.slice(11, 16)], everyDays: 1 };
  return {
    ...{ nameEn: "Pump hall", nameZh: "泵房", points: ["P1", "P2"], duty: { role: "technician" }, schedule },
    ...{ expectedMinutes: 20, windowMinutes: 60, graceMinutes: 30, author: "wang", note: "" },
  };
}

it("a phone takes a round along, records offline and uploads; a failed item opens an order with reading, limit and photo", async () => {
  expect((await send("PUT", "/points/P1", point(NUMERIC), NEW)).answer).toMatchObject({
    code: "P1",
    version: 1,
    address: "phm:point/default/P1",
  });
  expect((await send("PUT", "/points/P2", point({ kind: "judgement" }), NEW)).status).toBe(200);
  expect((await send("PUT", "/routes/R1", routeSoon(), NEW)).status).toBe(200);
  const { items } = await suite.get<{ items: { id: string; state: string }[] }>("/inspection/rounds?route=R1");
  expect(items[0]?.state).toBe("due");
  const round = String(items[0]?.id);
  const taken = await suite.get<{ standards: { code: string; version: number }[] }>(`/inspection/rounds/${round}`);
  expect(taken.standards.map(({ code, version }) => [code, version])).toEqual([
    ["P1", 1],
    ["P2", 1],
  ]);

  const by = { round, standardVersion: 1, actor: "li", role: "technician", taken: new Date().toISOString() };
  const hot = { ...by, id: "e1", point: "P1", answer: { kind: "numeric", value: 92, unit: "°C" }, photos: [SHA256] };
  const bad = { ...by, id: "e2", point: "P2", answer: { kind: "judgement", grade: "splendid" } };
  const upload = { sent: new Date().toISOString(), entries: [bad, hot] };
  const first = await send("POST", "/uploads", upload);
  expect(first.answer.items).toMatchObject([
    { id: "e2", outcome: "refused", field: "grade", limit: "one of ok, warn, fail" },
    { id: "e1", outcome: "taken", grade: "fail", missingPhotos: [SHA256] },
  ]);
  const put = { method: "PUT", headers: { "Content-Type": "image/jpeg" }, body: PHOTO };
  expect((await fetch(api(`/photos/${SHA256}`), put)).status).toBe(200);
  expect((await send("POST", "/photos/missing", { sha256: [SHA256] })).answer).toEqual({ sha256: [] });
  expect((await fetch(api(`/photos/${SHA256}`))).headers.get("content-type")).toBe("image/jpeg");
  const good = { ...bad, answer: { kind: "judgement", grade: "ok" } };
  const second = await send("POST", "/uploads", { ...upload, entries: [good, hot] });
  expect(second.answer.items).toMatchObject([{ outcome: "taken" }, { outcome: "repeated", missingPhotos: [] }]);

  const done = await suite.get<{ state: string; items: { workOrder: string | null }[] }>(`/inspection/rounds/${round}`);
  expect([done.state, done.items[1]?.workOrder]).toEqual(["done", null]);
  const order = await suite.get<{ origin: string; task: unknown }>(`/work-orders/${done.items[0]?.workOrder}`);
  expect(order.origin).toBe("inspection");
  expect(JSON.stringify(order.task)).toContain("92 °C, above the limit of 85 °C");
});

it("labels, readings and figures are there, and what is wrong is refused by name", async () => {
  const label = await (await fetch(api("/points/P1/label.svg"))).text();
  expect(label).toMatch(/^<svg /);
  expect(await (await fetch(api("/routes/R1/labels"))).text()).toContain("<b>P2</b>");
  for (const path of [
    "/inspection/points",
    "/inspection/routes",
    "/inspection/rounds",
    "/inspection/points/P1/readings",
    "/inspection/lapses",
  ]) {
    const list = await suite.get<{ items: unknown[] }>(path);
    expect(numbersWithoutUnit(list)).toEqual([]);
  }
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
  const { items } = await suite.get<{ items: { complianceRatio: number }[] }>(`/inspection/compliance?from=${days(-1)}&to=${days(1)}`);
  expect(items[0]).toMatchObject({ complianceRatio: 1, dueCount: 2, failCount: 1 });
  expect(numbersWithoutUnit(items)).toEqual([]);
  const wrong = await send("PUT", "/points/P3", point({ ...NUMERIC, warnAbove: 90 }), NEW);
  expect([wrong.status, wrong.answer]).toMatchObject([400, { field: "form.failAbove", value: "85" }]);
  expect((await send("PUT", "/points/P1", point(NUMERIC), NEW)).status).toBe(200);
  expect((await send("PUT", "/points/P1", { ...point(NUMERIC), component: "seal" }, NEW)).status).toBe(409);
  expect((await fetch(api("/photos/abc"))).status).toBe(400);
});
