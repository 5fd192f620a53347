import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Acquisition, acquisitionId, addSeconds } from "@phm/domain";
import { type SimulationOptions, simulateHealthy, simulateLife } from "@phm/simulator";
import { startTestSuite, type TestSource, type TestSuite, waitFor } from "@phm/testkit";
import { numbersWithoutUnit } from "./numbers-without-unit.js";

interface Order {
  readonly id: string;
  readonly state: string;
  readonly failureMode: string;
  readonly eventCount: number;
  readonly history: readonly { readonly kind: string }[];
  readonly work?: { readonly checklist: readonly { readonly number: number }[] };
  readonly condition?: { readonly result: string };
  readonly legalCommands: readonly { readonly command: string }[];
}

const SHORT = { seed: 1, samples: 2560, sampleRateHz: 12_800, intervalS: 20, acquisitions: 150 } satisfies SimulationOptions;
const HEALTHY = 60;
const DAY_S = 86_400;
const LI = { actor: "li", role: "technician" };
const WANG = { actor: "wang", role: "planner" };

let suite: TestSuite;
beforeAll(async () => {
  suite = await startTestSuite();
}, 60_000);
afterAll(() => suite?.cleanup(), 20_000);

const api = (path: string) => `${suite.suite.apiUrl}/api/v1${path}`;
const ordersOf = async (asset: string) => (await suite.get<{ items: Order[] }>(`/work-orders?asset=${asset}&standing=true`)).items;
const orderOf = (id: string) => suite.get<Order>(`/work-orders/${id}`);

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const request = { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
  const response = await fetch(api(path), request);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The same signals on a machine, under ids and times of their own. */
function following(source: TestSource, acquisitions: Iterable<Acquisition>, prefix: string, shiftS: number): TestSource {
  const told = [...acquisitions].map((acquisition) => ({
    ...acquisition,
    ref: source.config.ref,
    id: acquisitionId(`${prefix}${acquisition.id}`),
    startTimeNs: addSeconds(acquisition.startTimeNs, shiftS),
  }));
  return { config: source.config, acquisitions: () => told };
}

describe("work on a worn bearing", () => {
  const life = simulateLife({ ...SHORT, asset: "worked-on" });
  const { asset } = life.config.ref;
  const content = Buffer.from("outer race, seen from the drive end");
  let id: string;

  it("begins with an order that has the checks of the knowledge base and what can be done with it", async () => {
    await suite.deliver(life);
    id = (await ordersOf(asset))[0]!.id;
    const order = await orderOf(id);
    expect(order).toMatchObject({ state: "open", condition: { result: "not_yet_known" } });
    expect(order.work?.checklist.length).toBeGreaterThan(0);
    expect(order.legalCommands.map(({ command }) => command)).toContain("acknowledge");
    expect(numbersWithoutUnit(order)).toEqual([]);
  });

  it("goes its way by REST, refuses what is not legal, and tells the second of two who was first", async () => {
    const give = (word: string, body: object, headers = {}) => post(`/work-orders/${id}/${word}`, body, headers);
    const version = `"${(await orderOf(id)).eventCount}"`;
    expect(await give("done", LI)).toMatchObject({ status: 412, body: { detail: expect.stringContaining("legal now: acknowledge") } });
    expect(await give("plan", { ...LI, start: "2026-11-23T06:00:00Z", end: "2026-11-23T08:00:00Z" })).toMatchObject({ status: 403 });
    expect(await give("acknowledge", LI, { "If-Match": version })).toMatchObject({ status: 200, body: { state: "acknowledged" } });
    expect(await give("start", WANG, { "If-Match": version })).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/acknowledged by li.*as wang saw it/) },
    });
    expect(await give("assign", { ...WANG, assignee: "li" })).toMatchObject({ status: 200 });
    expect(await give("start", LI)).toMatchObject({ body: { state: "in_progress" } });
    for (const { number } of (await orderOf(id)).work?.checklist ?? []) await give("checklist", { ...LI, number });
    await give("time", { ...LI, start: "2026-11-23T06:00:00Z", minutes: 90 }, { "Idempotency-Key": "t-1" });
    await give("time", { ...LI, start: "2026-11-23T06:00:00Z", minutes: 90 }, { "Idempotency-Key": "t-1" });
    expect(await give("done", { ...LI, note: "new bearing" })).toMatchObject({
      body: { state: "done", work: { booked: { workTimeS: 5_400 } } },
    });
    expect(await give("verify", { ...WANG, name: "Wang Fang", method: "typed" })).toMatchObject({
      body: { state: "verified", people: { wang: "Wang Fang" } },
    });
  });

  it("keeps a photo and gives it back", async () => {
    const sha256 = createHash("sha256").update(content).digest("hex");
    const path = `/work-orders/${id}/attachments`;
    const query = `name=race.jpg&actor=li&role=technician&sha256=${sha256}`;
    const attached = await fetch(api(`${path}?${query}`), { method: "POST", headers: { "Content-Type": "image/jpeg" }, body: content });
    expect(attached.status).toBe(200);
    expect(Buffer.from(await (await fetch(api(`${path}/1`))).arrayBuffer()).equals(content)).toBe(true);
  });

  it("is proved by the machine that runs healthy afterwards, on the closed order and its page", async () => {
    const found = { result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" };
    const closed = await post(`/work-orders/${id}/close`, { ...LI, ...found, workDone: "bearing changed", repaired: true });
    expect(closed).toMatchObject({ status: 200, body: { state: "closed" } });
    const condition = () => suite.get<{ condition: { state: string } }>(`/assets/${asset}/condition`);
    await waitFor(async () => (await condition()).condition.state === "learning", { what: "the relearnt condition" });
    const healthy = simulateHealthy({ ...SHORT, seed: 2, acquisitions: HEALTHY });
    await suite.deliver(following(life, healthy.acquisitions(), "after-", DAY_S));
    const order = await orderOf(id);
    expect(order).toMatchObject({
      state: "closed",
      condition: { worst: { state: "alarm" }, after: { state: "normal" }, result: "better" },
    });
    expect(order.history.at(-1)?.kind).toBe("proved");
    const { items } = await suite.get<{ items: { sequence: number }[] }>(`/work-orders/${id}/history?limit=500`);
    expect(items.map(({ sequence }) => sequence)).toEqual(Array.from({ length: order.eventCount }, (_, i) => i + 1));
    const page = await (await fetch(`${suite.suite.apiUrl}/work-orders/${id}?lang=en`)).text();
    for (const said of ["better", "Wang Fang", "race.jpg", "Checklist"]) expect(page).toContain(said);
  });
});

describe("a false alarm", () => {
  const life = simulateLife({ ...SHORT, asset: "suppressed" });
  const { asset } = life.config.ref;
  const all = [...life.acquisitions()];

  it("is suppressed by failure mode: the advice goes on and says so, and no order is opened until it is lifted", async () => {
    const firstHalf = all.slice(0, 60);
    await suite.deliver({ config: life.config, acquisitions: () => firstHalf });
    const until = new Date(Number(all.at(-1)!.startTimeNs / 1_000_000n) + 86_400_000).toISOString();
    const suppressed: string[] = [];
    for (const failureMode of ["bearing_outer_race", "bearing_general", "degradation_general", "looseness"]) {
      const { status, body } = await post("/suppressions", { asset, failureMode, until, reason: "test rig", actor: "li" });
      expect(status).toBe(201);
      suppressed.push(String(body.id));
    }
    await suite.deliver({ config: life.config, acquisitions: () => all.slice(60, 130) });
    const advisories = async () =>
      (await suite.get<{ items: { tier: string; suppressedBy?: object }[] }>(`/assets/${asset}/advisories`)).items;
    const urgent = (await advisories()).filter(({ tier }) => tier !== "watch");
    expect(urgent.length).toBeGreaterThan(0);
    expect(urgent.every(({ suppressedBy }) => suppressedBy !== undefined)).toBe(true);
    expect(await ordersOf(asset)).toEqual([]);
    for (const id of suppressed)
      expect(await post(`/suppressions/${id}/lift`, { actor: "wang", reason: "it was real" })).toMatchObject({ status: 200 });
    await suite.deliver({ config: life.config, acquisitions: () => all.slice(130) });
    expect(await ordersOf(asset)).toHaveLength(1);
  }, 60_000);
});
