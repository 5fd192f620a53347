import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Acquisition, acquisitionId, addSeconds, assetRef, formatTimeNs } from "@phm/domain";
import { type SimulationOptions, simulateHealthy, simulateLife } from "@phm/simulator";
import { startTestSuite, type TestSource, type TestSuite, waitFor } from "@phm/testkit";
import { numbersWithoutUnit } from "./numbers-without-unit.js";

interface Order {
  readonly id: string;
  readonly state: string;
  readonly failureMode: string;
  readonly advisoryCount: number;
  readonly advisory: { readonly id: string; readonly time: string };
  readonly previousOrder?: string;
  readonly history: readonly { readonly kind: string; readonly actor: string }[];
  readonly verdict?: { readonly time: string; readonly advisories: readonly { readonly advisory: string }[] };
}
interface Outcomes {
  readonly lives: { readonly failedCount: number };
  readonly models: readonly { readonly coverage: object | null }[];
  readonly items: readonly object[];
}
interface RulHistory {
  readonly times: readonly string[];
  readonly columns: { readonly status: string[]; readonly actualRemainingS: readonly number[]; readonly verdict: readonly string[] };
}
interface Condition {
  readonly acquisitions: number;
  readonly condition: { readonly state: string };
  readonly onset: unknown;
}

/** A fifth of a second of signal each twenty seconds: enough for levels, and quick. */
const SHORT = { seed: 1, samples: 2560, sampleRateHz: 12_800, intervalS: 20, acquisitions: 150 } satisfies SimulationOptions;
const HEALTHY = 60;
const DAY_S = 86_400;
const CONFIRMED = {
  ...{ actor: "Li", result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" },
  ...{ workDone: "drive-end bearing changed", repaired: true },
};
const NOT_FOUND = { actor: "Li", result: "not_found", workDone: "listened and looked, nothing", repaired: false };

let suite: TestSuite;
beforeAll(async () => {
  suite = await startTestSuite();
}, 60_000);
afterAll(() => suite?.cleanup(), 20_000);

/** What follows on an asset: the same signals under ids and times of their own. */
function following(source: TestSource, acquisitions: Iterable<Acquisition>, prefix: string, shiftS: number): TestSource {
  const told = [...acquisitions].map((acquisition) => ({
    ...acquisition,
    ref: source.config.ref,
    id: acquisitionId(`${prefix}${acquisition.id}`),
    startTimeNs: addSeconds(acquisition.startTimeNs, shiftS),
  }));
  return { config: source.config, acquisitions: () => told };
}

const ordersOf = async (asset: string) => (await suite.get<{ items: Order[] }>(`/work-orders?asset=${asset}&limit=500`)).items;
const orderOf = (id: string) => suite.get<Order>(`/work-orders/${id}`);
const outcomesOf = (asset: string) => suite.get<Outcomes>(`/rul/outcomes?site=default&asset=${asset}`);
const conditionOf = (asset: string) => suite.get<Condition>(`/assets/${asset}/condition`);

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${suite.suite.apiUrl}/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function etagOf(id: string): Promise<string> {
  return (await fetch(`${suite.suite.apiUrl}/api/v1/work-orders/${id}`)).headers.get("ETag") ?? "";
}

describe("a bearing that was found worn and changed", () => {
  const life = simulateLife({ ...SHORT, asset: "changed" });
  const asset = life.config.ref.asset;
  const failed = { failedTime: formatTimeNs(life.truth.endOfLifeNs as bigint) };
  let order: Order;

  it("has one open order; a verdict that is incomplete or from an old version is refused and changes nothing", async () => {
    await suite.deliver(life);
    [order] = (await ordersOf(asset)) as [Order];
    expect(order).toMatchObject({ state: "open" });
    const before = await orderOf(order.id);
    const close = (change: object, headers = {}) => post(`/work-orders/${order.id}/close`, { ...CONFIRMED, ...change }, headers);
    expect(await close({ mechanism: "9.9" })).toMatchObject({ status: 400, body: { field: "mechanism" } });
    expect(await close({ cause: null })).toMatchObject({ status: 400, body: { field: "statement.cause" } });
    expect(await close({ repaired: "yes" })).toMatchObject({ status: 400, body: { field: "repaired" } });
    expect(await close({ result: "maybe" })).toMatchObject({ status: 400, body: { field: "result" } });
    expect(await close({ time: "yesterday" })).toMatchObject({ status: 400, body: { field: "time" } });
    expect(await close({ actor: "" })).toMatchObject({ status: 400, body: { field: "actor" } });
    expect(await close({}, { "If-Match": '"999"' })).toMatchObject({ status: 409, body: { field: "expectedVersion" } });
    expect(await close({}, { "If-Match": "latest" })).toMatchObject({ status: 400, body: { field: "If-Match" } });
    expect(await orderOf(order.id)).toEqual(before);
  });

  it("is closed with the verdict, which names all the advice behind it; a second technician is told who was first", async () => {
    const etag = await etagOf(order.id);
    const late = await post(`/work-orders/${order.id}/close`, { ...CONFIRMED, failedTime: "2099-01-01T00:00:00Z" });
    expect(late).toMatchObject({ status: 400, body: { field: "statement.failedNs" } });
    const closed = await post(`/work-orders/${order.id}/close`, { ...CONFIRMED, ...failed }, { "If-Match": etag });
    const verdict = { ...CONFIRMED, ...failed, advised: order.failureMode };
    expect(closed).toMatchObject({ status: 200, body: { state: "closed", verdict } });
    const read = await orderOf(order.id);
    // Read alone, an order also says what is recommended for its fault.
    expect(read).toEqual({ ...(closed.body as object), recommended: expect.objectContaining({ parts: expect.any(Array) }) });
    expect(read.verdict?.advisories).toHaveLength(read.advisoryCount);
    expect(read.verdict?.advisories.at(-1)?.advisory).toBe(read.advisory.id);
    expect(numbersWithoutUnit(read.verdict)).toEqual([]);
    const second = await post(`/work-orders/${order.id}/close`, { ...NOT_FOUND, actor: "Wang" }, { "If-Match": etag });
    expect(second).toMatchObject({ status: 409, body: { detail: expect.stringContaining("closed by Li") } });
    expect(await ordersOf(asset)).toHaveLength(1);
  });

  it("is learnt anew, its alarm is cleared and counts as right", async () => {
    await waitFor(async () => (await conditionOf(asset)).condition.state === "learning", { what: "the relearnt condition" });
    expect(await conditionOf(asset)).toMatchObject({ onset: null, acquisitions: SHORT.acquisitions });
    const alarm = `/alarms/${encodeURIComponent(`default:default:${asset}:machine`)}`;
    await waitFor(async () => !(await suite.get<{ active: boolean }>(alarm)).active, { what: "the cleared alarm" });
    const { items } = await suite.get<{ items: object[] }>(`${alarm}/transitions?limit=1`);
    expect(items[0]).toMatchObject({ event: "cleared", actor: "Li", reason: `${order.id}: ${CONFIRMED.workDone}` });
    const kpis = await suite.get<{ precision: object }>("/alarms/kpis");
    expect(kpis.precision).toEqual({ judgedCount: 1, confirmedCount: 1, precisionRatio: 1 });
  });

  it("has its life held against what was said of it, estimate by estimate and by model", async () => {
    await waitFor(async () => (await outcomesOf(asset)).items.length === 1, { what: "the outcome of the life" });
    const { lives, models, items } = await outcomesOf(asset);
    expect(lives).toMatchObject({ failedCount: 1 });
    expect(items).toMatchObject([{ asset, end: failed.failedTime, censored: false, failureMode: "bearing_outer_race" }]);
    expect(models[0]?.coverage).toMatchObject({ lifeCount: 1 });
    const { times, columns } = await suite.get<RulHistory>(`/assets/${asset}/rul/history`);
    const at = columns.status.lastIndexOf("estimate", -2);
    expect(columns.actualRemainingS[at]).toBe((Date.parse(failed.failedTime) - Date.parse(times[at] as string)) / 1000);
    expect(columns.verdict[at]).toMatch(/held|missed/);
    expect(numbersWithoutUnit({ models, items })).toEqual([]);
  });

  it("runs healthy afterwards: normal on its new baseline, and no new order", async () => {
    const healthy = simulateHealthy({ ...SHORT, seed: 2, acquisitions: HEALTHY });
    await suite.deliver(following(life, healthy.acquisitions(), "after-", DAY_S));
    expect(await conditionOf(asset)).toMatchObject({ condition: { state: "normal" }, acquisitions: SHORT.acquisitions + HEALTHY });
    expect((await ordersOf(asset)).map(({ id, state }) => [id, state])).toEqual([[order.id, "closed"]]);
  });

  it("wears out again: a new order, which names the one before it", async () => {
    await suite.deliver(following(life, life.acquisitions(), "again-", DAY_S + HEALTHY * SHORT.intervalS));
    const [again] = (await ordersOf(asset)) as [Order];
    expect(again).toMatchObject({ state: "open", previousOrder: order.id });
    expect(await ordersOf(asset)).toHaveLength(2);
  }, 60_000);
});

describe("a fault that a technician did not find", () => {
  const life = simulateLife({ ...SHORT, asset: "not-found" });
  const asset = life.config.ref.asset;
  const all = [...life.acquisitions()];
  let judgedAt = 0;
  let order: Order;

  it("is closed and not learnt anew", async () => {
    judgedAt = await deliverUntilOrdered();
    [order] = (await ordersOf(asset)) as [Order];
    expect(await post(`/work-orders/${order.id}/close`, NOT_FOUND)).toMatchObject({ status: 200, body: { state: "closed" } });
  });

  it("opens no order on unchanged evidence", async () => {
    const { acquisitions } = await conditionOf(asset);
    const unchanged = Array.from({ length: 4 }, () => all.slice(judgedAt - 5, judgedAt)).flat();
    for (const [i, batch] of [unchanged.slice(0, 10), unchanged.slice(10)].entries()) {
      const told = batch.map((acquisition, j) => ({
        ...acquisition,
        startTimeNs: addSeconds(all[judgedAt - 1]!.startTimeNs, 20 * (10 * i + j + 1)),
      }));
      await suite.deliver(
        following(
          life,
          told.map((each, j) => ({ ...each, id: acquisitionId(`${i}-${j}`) })),
          "same-",
          0,
        ),
      );
    }
    expect((await conditionOf(asset)).acquisitions).toBe(acquisitions + unchanged.length);
    expect((await conditionOf(asset)).condition.state).not.toBe("learning");
    expect((await ordersOf(asset)).map(({ id, state }) => [id, state])).toEqual([[order.id, "closed"]]);
  });

  it("opens a new one, linked to the first, when the evidence has grown", async () => {
    await suite.deliver(following(life, all.slice(judgedAt), "worse-", 3600));
    const orders = await ordersOf(asset);
    expect(orders.map(({ state, previousOrder }) => [state, previousOrder])).toEqual([
      ["open", order.id],
      ["closed", undefined],
    ]);
  });

  /** Sends the life five acquisitions at a time until there is an order; gives how many were sent. */
  async function deliverUntilOrdered(): Promise<number> {
    for (let sent = 80; sent <= all.length; sent += 5) {
      const batch = sent === 80 ? all.slice(0, sent) : all.slice(sent - 5, sent);
      await suite.deliver({ config: life.config, acquisitions: () => batch });
      if ((await ordersOf(asset)).length > 0) return sent;
    }
    throw new Error("the life led to no order");
  }
});

describe("an order that nobody needs", () => {
  it("is cancelled with a reason, and frees the fault", async () => {
    const life = simulateLife({ ...SHORT, asset: "scrapped" });
    expect(life.config.ref).toEqual(assetRef("default", "default", "scrapped"));
    await suite.deliver(life);
    const [order] = (await ordersOf("scrapped")) as [Order];
    expect(await post(`/work-orders/${order.id}/cancel`, { actor: "Li" })).toMatchObject({ status: 400, body: { field: "reason" } });
    const cancelled = await post(`/work-orders/${order.id}/cancel`, { actor: "Li", reason: "machine scrapped" });
    expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect(cancelled.body).not.toHaveProperty("verdict");
    expect(await post(`/work-orders/${order.id}/close`, CONFIRMED)).toMatchObject({ status: 412, body: { code: "failed_precondition" } });
  });
});
