import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { applyAdvisory, changeWorkOrder } from "@phm/advisory";
import { meterCodec, OccurrenceSchema, occurrenceFateCodec, PlanService, planOutlookCodec, preventivePlanToWire } from "@phm/contracts";
import {
  type AssetRef,
  addSeconds,
  assetRef,
  formatTimeNs,
  type PlanTrigger,
  type PreventivePlan,
  parseTimeNs,
  type TimeNs,
  type WorkOrder,
} from "@phm/domain";
import { type Collection, createClient, createLogger, type DocumentStore, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import { OrderEventLog } from "../src/orders/order-event-log.js";
import { ORDER_COLLECTION, readOrder, type StoredOrder } from "../src/orders/stored-order.js";
import { WorkOrderBook } from "../src/orders/work-order-book.js";
import { openPlans } from "../src/plans/open-plans.js";
import { planService } from "../src/serve/plan-service.js";

const folder = mkdtempSync(join(tmpdir(), "phm-plans-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

const DAY_S = 86_400;
const START = "2026-03-01T12:00:00Z";
const logger = createLogger({ service: "test", level: "silent" });

/** What the service would be told by others, as the tests want it. */
interface World {
  nowNs: TimeNs;
  retired: boolean;
  /** Makes the next writes of this kind fail, as a kill in between would. */
  killAt: "raise" | "record" | "note" | undefined;
}

/** A store whose plans and occurrences are killed where the world says so. */
function killable<T extends object>(collection: Collection<never>, world: World, at: World["killAt"], method: "put" | "insert"): T {
  const changed = Object.create(collection) as Record<string, unknown>;
  changed[method] = async (...args: unknown[]) => {
    const isNote = method === "insert" || (args[1] as { pending?: readonly unknown[] }).pending?.length === 0;
    if (world.killAt === at && isNote) throw new Error("killed here");
    return (collection[method] as (...given: unknown[]) => unknown).apply(collection, args);
  };
  return changed as T;
}

/** The service's own parts behind a real gRPC server; started anew on one store they are what a restarted process is. */
async function startPlans(store: DocumentStore, world: World) {
  const stored = await store.collection<StoredOrder>(ORDER_COLLECTION);
  const orders = new WorkOrderBook(stored, applyAdvisory, new OrderEventLog(await store.series("order_events")));
  const raise: WorkOrderBook["raise"] = async (request) => {
    if (world.killAt === "raise") throw new Error("killed here");
    return orders.raise(request);
  };
  const opened = Object.create(store) as DocumentStore;
  const collection = async (spec: { readonly name: string; readonly indexes: [] }) => {
    const real = await store.collection<never>(spec);
    if (spec.name === "plans") return killable(real, world, "note", "put");
    return spec.name === "plan_occurrences" ? killable(real, world, "record", "insert") : real;
  };
  Object.assign(opened, { collection });
  const plans = await openPlans({
    ...{ store: opened, logger, orders: { raise, get: orders.get.bind(orders) }, outbox: { announce: async () => {} } },
    hasAsset: async ({ asset }) => asset !== "nowhere",
    isRetired: async () => world.retired,
    machineNowNs: async () => world.nowNs,
    nowNs: () => world.nowNs,
  });
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [planService({ plans })], logger, metrics: new Metrics("test") });
  const client = createClient(PlanService, `127.0.0.1:${await server.start()}`);
  const stop = async () => {
    client.close();
    await server.stop();
  };
  return { plans, orders, stored, call: client.call, stop };
}

describe.each(engines)("preventive plans on %s", (engine, url) => {
  let store: DocumentStore;
  let running: Awaited<ReturnType<typeof startPlans>>;
  const world: World = { nowNs: 0n, retired: false, killAt: undefined };
  let tests = 0;
  let ref: AssetRef;

  beforeAll(async () => {
    const where = { database: `phm_plans_test_${process.pid}`, folder, file: `${engine}.db` };
    store = await openStore(url ? { ...where, mongoUrl: url } : where);
    running = await startPlans(store, world);
  });
  afterAll(async () => {
    await running.stop();
    await store.close();
  });
  // Each test is a site of its own, at the same time of its own.
  beforeEach(() => {
    tests += 1;
    ref = assetRef("acme", `site-${tests}`, "pump");
    Object.assign(world, { nowNs: parseTimeNs(START), retired: false, killAt: undefined });
  });

  const daily: PlanTrigger = {
    ...{ kind: "calendar", interval: "fixed" },
    rule: { rrule: "FREQ=DAILY", start: "2026-01-05T06:00", timeZone: "Asia/Shanghai" },
  };
  const floating: PlanTrigger = {
    ...daily,
    interval: "floating",
    rule: { ...daily.rule, rrule: "FREQ=MONTHLY;INTERVAL=1", start: "2026-03-02T06:00" },
  };
  const hours: PlanTrigger = { kind: "meter", meter: "running_hours", every: 100, from: 0, interval: "fixed" };

  const planOf = (change: Partial<PreventivePlan> = {}): PreventivePlan => ({
    ...{ id: "grease", ...ref, component: "bearing", trigger: daily, tier: "plan", aheadDays: 0, toleranceDays: 1 },
    task: {
      title: { en: "Grease the bearings", zh: "轴承加脂" },
      checks: [{ en: "Old grease is wiped off", zh: "旧脂已清除" }],
      parts: [{ part: "GREASE-2", quantity: 0.2 }],
      tools: [{ en: "Grease gun", zh: "黄油枪" }],
      ...{ estimatedMinutes: 20, skill: "lubrication" },
    },
    ...change,
  });
  const put = (plan: PreventivePlan, expectedRevision = 0n) =>
    running.call.putPlan({ plan: preventivePlanToWire(plan), expectedRevision, actor: "li" }).then(({ record }) => record);
  const pass = (days: number) => {
    world.nowNs = addSeconds(world.nowNs, days * DAY_S);
  };
  const rounds = async () => {
    while ((await running.plans.generator.round()) > 0) if (world.killAt) return;
  };
  const place = () => ({ organisation: ref.organisation, site: ref.site });
  const occurrences = async (plan = "") => (await running.call.listOccurrences({ ...place(), plan })).occurrences;
  const fates = async () => (await occurrences()).map(({ fate }) => occurrenceFateCodec.fromWire(fate, "fate"));
  const orders = async (): Promise<WorkOrder[]> => {
    const { items } = await running.stored.query({ where: { organisation: ref.organisation, site: ref.site }, limit: 500 });
    return items.map(({ value }) => readOrder(value));
  };
  /** What people do: the work is finished, and the order closed. */
  const finish = async ({ id }: WorkOrder) => {
    const atNs = world.nowNs;
    await running.orders.change({
      ...{ organisation: ref.organisation, id, actor: "wang", expectedVersion: 0, isDone: () => false },
      decide: (order) => ({
        order: {
          ...order,
          ...{ state: "closed", endedNs: atNs, updatedNs: atNs },
          work: { timeBookings: [], partBookings: [], attachments: [], checklist: [], ...order.work, doneNs: atNs },
        },
      }),
    });
  };
  const refused = (facts: object) => expect.objectContaining(facts);

  test("open an order ahead, with what is to be done, due when the plan is", async () => {
    const record = await put(planOf({ aheadDays: 1 }));
    expect(record).toMatchObject({ revision: 1n, retired: false, nextDueNs: parseTimeNs("2026-03-01T22:00:00Z") });
    const [order, ...others] = await orders();
    expect(others).toEqual([]);
    expect(order).toMatchObject({ origin: "plan", state: "open", tier: "plan", openedBy: "grease:20260301T220000Z", component: "bearing" });
    expect(formatTimeNs(order!.dueNs)).toBe("2026-03-01T22:00:00Z");
    expect(order?.task?.title.zh).toBe("轴承加脂");
    expect(order?.work?.checklist).toMatchObject([{ text: { en: "Old grease is wiped off" } }]);
    expect(order).not.toHaveProperty("failureMode");
    await rounds();
    expect(await orders()).toHaveLength(1);
    expect(await occurrences()).toMatchObject([{ plan: "grease", workOrder: order!.id, ended: false }]);
  });

  test("after days of downtime open one order, and note the others as missed", async () => {
    await put(planOf());
    pass(5);
    await rounds();
    expect(await fates()).toEqual(["missed", "missed", "missed", "missed", "ordered"]);
    expect(await orders()).toHaveLength(1);
  });

  test.each(["raise", "record", "note"] as const)(
    "killed at the %s of a decision and started anew, open it once and lose nothing",
    async (killAt) => {
      await put(planOf());
      pass(3);
      world.killAt = killAt;
      await rounds();
      await running.stop();
      world.killAt = undefined;
      pass(0.01);
      running = await startPlans(store, world);
      await rounds();
      expect(await fates()).toEqual(["missed", "missed", "ordered"]);
      expect(await orders()).toHaveLength(1);
      expect((await occurrences()).filter(({ workOrder }) => workOrder !== "")).toHaveLength(1);
    },
  );

  test("looked at by two processes at once, open each order once", async () => {
    await put(planOf({ aheadDays: 3 }));
    pass(2);
    const other = await startPlans(store, world);
    await Promise.all([running.plans.generator.round(), other.plans.generator.round(), running.plans.generator.round()]);
    await other.stop();
    await rounds();
    const due = (await occurrences()).map(({ dueNs }) => dueNs);
    expect(new Set(due).size).toBe(due.length);
    expect((await orders()).map(({ openedBy }) => openedBy).sort()).toEqual((await occurrences()).map(({ id }) => `grease:${id}`).sort());
  });

  test("keep their time of day when the clocks change", async () => {
    const rule = { rrule: "FREQ=DAILY", start: "2026-03-01T02:30", timeZone: "Europe/Berlin" };
    const at = async (after: string, limit: number) =>
      (await running.call.previewRule({ rule, afterNs: parseTimeNs(after), limit })).dueNs.map(formatTimeNs);
    expect(await at("2026-03-27T12:00:00Z", 3)).toEqual(["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]);
    expect(await at("2026-10-23T12:00:00Z", 3)).toEqual(["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]);
  });

  test("by running hours are ordered when a reading says so, and go on when the meter is replaced", async () => {
    const read = (days: number, value: number, replaced = false) => {
      pass(days);
      const reading = { ref, meter: meterCodec.toWire("running_hours"), timeNs: world.nowNs, value, replaced, source: "round" };
      return running.call.putMeterReading({ reading });
    };
    expect((await put(planOf({ trigger: hours })))?.outlook).toBe(planOutlookCodec.toWire("unknown"));
    await read(0, 40);
    await read(4, 90);
    expect(await orders()).toEqual([]);
    expect((await running.call.getPlan({ ...place(), id: "grease" })).record?.nextDueNs).toBeGreaterThan(world.nowNs);
    await read(2, 110);
    await read(1, 0, true);
    await read(5, 95);
    expect((await orders()).map(({ openedBy }) => openedBy).sort()).toEqual(["grease:m1-1", "grease:m1-2"]);
    const [meter] = (await running.call.listMeters({ ref })).standings;
    expect(meter).toMatchObject({ value: 95, total: 205 });
    await expect(read(1, 500)).rejects.toEqual(refused({ code: "invalid_argument", field: "value", reason: "meter_too_fast" }));
    await expect(read(0, 1)).rejects.toEqual(refused({ field: "value", reason: "meter_fell" }));
    const asked = { ref, meter: meterCodec.toWire("running_hours"), limit: 2 };
    expect((await running.call.listMeterReadings(asked)).readings.map(({ value }) => value)).toEqual([95, 0]);
  });

  test("by counted hours are ordered by what assessments have seen, which nobody can write", async () => {
    await put(planOf({ trigger: { ...hours, meter: "counted_hours", every: 10 } as PlanTrigger }));
    const assess = (levelRatio: number | null) => running.plans.runHours.note(ref, { timeNs: world.nowNs, levelRatio });
    const assessFor = async (count: number, levelRatio: number | null) => {
      for (let i = 0; i < count; i++) {
        pass(1 / 24);
        await assess(levelRatio);
        await assess(levelRatio);
      }
    };
    await assess(1);
    await assessFor(6, 1.2);
    await assessFor(8, null);
    pass(5);
    await assessFor(3, 1.1);
    await rounds();
    expect(await orders()).toEqual([]);
    const [meter] = (await running.call.listMeters({ ref })).standings;
    // Of the 17 hours and five days six and two are between two assessments of a machine that ran.
    expect(meter).toMatchObject({ meter: meterCodec.toWire("counted_hours"), total: 8, unseenHours: 5 * 24 + 9 });
    pass(0.01);
    await assessFor(2, 1.1);
    pass(0.01);
    await rounds();
    expect((await orders()).map(({ openedBy }) => openedBy)).toEqual(["grease:m1-1"]);
    const reading = { ref, meter: meterCodec.toWire("counted_hours"), timeNs: world.nowNs, value: 1, replaced: false, source: "li" };
    await expect(running.call.putMeterReading({ reading })).rejects.toEqual(refused({ field: "meter", reason: "not_read" }));
  });

  test("whose order was closed and is reopened go on with the order that follows it", async () => {
    await put(planOf({ aheadDays: 1 }));
    const [first] = await orders();
    await finish(first!);
    expect(await occurrences()).toMatchObject([{ workOrder: first!.id, ended: true, doneNs: expect.anything() }]);
    pass(0.2);
    const context = { actor: "li", role: "planner", timeNs: world.nowNs, advisories: [] } as const;
    const [ended] = await orders();
    const { opened } = changeWorkOrder(ended!, { kind: "reopen", reason: "the nipple was blocked" }, context);
    await running.orders.follow(ended!, opened!);
    const [reopened] = await occurrences();
    expect(reopened).toMatchObject({ workOrder: opened!.id, ended: false });
    expect(reopened).not.toHaveProperty("doneNs");
    pass(0.1);
    await finish(opened!);
    expect(await occurrences()).toMatchObject([{ workOrder: opened!.id, ended: true, doneNs: world.nowNs }]);
  });

  test("that float wait for an order that was reopened, and count from when it was done then", async () => {
    await put(planOf({ trigger: floating }));
    pass(1);
    await rounds();
    const [first] = await orders();
    await finish(first!);
    await rounds();
    pass(10);
    const context = { actor: "li", role: "planner", timeNs: world.nowNs, advisories: [] } as const;
    const [ended] = await orders();
    const { opened } = changeWorkOrder(ended!, { kind: "reopen", reason: "it leaks" }, context);
    await running.orders.follow(ended!, opened!);
    pass(25);
    await rounds();
    expect(await orders()).toHaveLength(2);
    await finish(opened!);
    pass(0.01);
    await rounds();
    expect((await running.call.getPlan({ ...place(), id: "grease" })).record?.nextDueNs).toBe(parseTimeNs("2026-05-05T22:00:00Z"));
    pass(29);
    await rounds();
    expect(await orders()).toHaveLength(2);
    pass(3);
    await rounds();
    expect(await orders()).toHaveLength(3);
  });

  test("that float count from when the work was done, and wait until it is", async () => {
    await put(planOf({ trigger: floating }));
    pass(1);
    await rounds();
    expect(await orders()).toHaveLength(1);
    pass(40);
    await rounds();
    expect(await orders()).toHaveLength(1);
    await finish((await orders())[0]!);
    await rounds();
    expect((await running.call.getPlan({ ...place(), id: "grease" })).record?.nextDueNs).toBe(parseTimeNs("2026-05-10T22:00:00Z"));
    pass(31);
    await rounds();
    expect(await orders()).toHaveLength(2);
  });

  test("by condition are ordered when it has held, once", async () => {
    await put(planOf({ trigger: { kind: "condition", reaches: "alert", heldHours: 24 } }));
    const note = (state: "normal" | "alert") =>
      running.plans.conditions.note(ref, { state, zone: null, timeNs: world.nowNs } as Parameters<typeof running.plans.conditions.note>[1]);
    await note("alert");
    pass(0.5);
    await rounds();
    expect(await orders()).toEqual([]);
    pass(1);
    await note("alert");
    await rounds();
    pass(1);
    await rounds();
    expect(await orders()).toHaveLength(1);
  });

  test("order nothing for a machine out of use, nor once they are retired", async () => {
    world.retired = true;
    await put(planOf());
    pass(2);
    await rounds();
    expect(await fates()).toEqual(["idle", "idle"]);
    world.retired = false;
    const { record } = await running.call.retirePlan({ ...place(), id: "grease", expectedRevision: 1n, actor: "li" });
    expect(record).toMatchObject({ retired: true, revision: 2n, outlook: planOutlookCodec.toWire("over") });
    pass(10);
    await rounds();
    await running.plans.generator.look(`acme:${ref.site}:grease`);
    expect(await orders()).toEqual([]);
    await expect(put(planOf(), 2n)).rejects.toEqual(refused({ code: "failed_precondition", reason: "retired" }));
    expect((await running.call.listPlans({ ...place(), onlyActive: true })).records).toEqual([]);
    expect((await running.call.listPlans({ ...place(), asset: "pump" })).records).toHaveLength(1);
  });

  test("tell what was done in time, of each plan and of all", async () => {
    await put(planOf());
    await put(
      planOf({ id: "belt", trigger: { ...daily, rule: { ...daily.rule, rrule: "FREQ=DAILY;INTERVAL=3", start: "2026-03-02T06:00" } } }),
    );
    pass(0.5);
    await rounds();
    for (const order of await orders()) await finish(order);
    pass(3);
    await rounds();
    const asked = { ...place(), fromNs: parseTimeNs(START), toNs: addSeconds(parseTimeNs(START), 10 * DAY_S) };
    const { total, plans } = await running.call.getCompliance(asked);
    expect(plans.map(({ plan }) => plan)).toEqual(["belt", "grease"]);
    expect(plans[1]?.compliance).toMatchObject({ onTime: 1, missed: 2, pending: 1, late: 0, complianceRatio: 1 / 3 });
    expect(total).toMatchObject({ onTime: 2, missed: 2, complianceRatio: 0.5 });
    expect((await occurrences("belt"))[0]).toMatchObject({ ended: true, doneNs: expect.anything(), $typeName: OccurrenceSchema.typeName });
    await expect(running.call.getCompliance({ ...asked, toNs: asked.fromNs })).rejects.toEqual(refused({ field: "to" }));
    await expect(running.call.getCompliance({ ...asked, toNs: 0n })).rejects.toEqual(
      refused({ field: "to", limit: expect.stringMatching("two years") }),
    );
  });

  test("are changed from the revision that was seen alone, and keep what was ordered", async () => {
    await put(planOf({ aheadDays: 2 }));
    const before = await orders();
    expect((await put(planOf({ aheadDays: 2 })))?.revision).toBe(1n);
    await expect(put(planOf({ aheadDays: 5 }))).rejects.toEqual(refused({ code: "conflict", field: "expectedRevision", limit: "1" }));
    expect(
      (await put(planOf({ aheadDays: 2, trigger: { ...daily, rule: { ...daily.rule, rrule: "FREQ=DAILY;INTERVAL=2" } } }), 1n))?.revision,
    ).toBe(2n);
    expect((await orders()).map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    expect(new Set((await orders()).map(({ openedBy }) => openedBy)).size).toBe((await orders()).length);
  });

  test.each([
    ["FREQ=DAILY;FOO=1", "trigger.rule.rrule.FOO"],
    ["FREQ=SECONDLY", "trigger.rule.rrule.FREQ"],
    ["FREQ=DAILY;INTERVAL=0", "trigger.rule.rrule.INTERVAL"],
    ["FREQ=DAILY;UNTIL=20200101T000000Z", "trigger.rule.rrule.UNTIL"],
    ["FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50", "trigger.rule.rrule"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "trigger.rule.rrule"],
  ])("with the rule %s are refused naming %s, and nothing is stored", async (rrule, field) => {
    const given = planOf({ trigger: { ...daily, rule: { ...daily.rule, rrule } } });
    await expect(put(given)).rejects.toEqual(
      refused({ code: "invalid_argument", field, value: expect.any(String), limit: expect.any(String) }),
    );
    await expect(running.call.getPlan({ ...place(), id: "grease" })).rejects.toEqual(refused({ code: "not_found" }));
  });

  test("of a machine that nobody knows, or with a floating rule of fixed days, are refused", async () => {
    await expect(put(planOf({ ...assetRef("acme", ref.site, "nowhere") }))).rejects.toEqual(
      refused({ field: "asset", reason: "unknown_asset" }),
    );
    const days = { ...floating, rule: { ...floating.rule, rrule: "FREQ=WEEKLY;BYDAY=MO" } };
    await expect(put(planOf({ trigger: days }))).rejects.toEqual(refused({ field: "trigger.rule.rrule.BYDAY" }));
  });
});
