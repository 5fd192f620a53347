import { create } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  type MeterReadingMessage,
  meterReadingFromWire,
  occurrenceFateCodec,
  type PlanRecordMessage,
  PlanRecordSchema,
  PlanService,
  planOutlookCodec,
  preventivePlanFromWire,
} from "@phm/contracts";
import { parseTimeNs } from "@phm/domain";
import { defineService, ServiceError } from "@phm/service-kit";
import { planRoutes } from "../src/routes/plans.js";
import { serveRoutes } from "./serve-routes.js";

const AT_NS = parseTimeNs("2026-03-01T12:00:00Z");
const held = new Map<string, PlanRecordMessage>();
const readings: MeterReadingMessage[] = [];

/** A plan service in memory that plays the other side. */
const peer = defineService(PlanService, {
  putPlan: async ({ plan, expectedRevision, actor }) => {
    preventivePlanFromWire(plan);
    const revision = expectedRevision + 1n;
    const told = { outlook: planOutlookCodec.toWire("due"), nextDueNs: AT_NS, changedBy: actor, changedNs: AT_NS };
    held.set(plan!.id, create(PlanRecordSchema, { plan: plan!, revision, retired: false, ...told }));
    return { record: held.get(plan!.id)! };
  },
  getPlan: async ({ id }) => {
    const record = held.get(id);
    if (!record) throw new ServiceError("not_found", `there is no plan ${id}`);
    return { record };
  },
  listPlans: async () => ({ records: [...held.values()], nextCursor: "" }),
  retirePlan: async ({ id }) => ({
    record: { ...held.get(id)!, retired: true, outlook: planOutlookCodec.toWire("over"), nextDueNs: undefined },
  }),
  listOccurrences: async ({ plan }) => ({
    occurrences: [{ plan, id: "20260301T120000Z", dueNs: AT_NS, fate: occurrenceFateCodec.toWire("missed"), workOrder: "", ended: false }],
    nextCursor: "",
  }),
  previewRule: async () => ({ dueNs: [AT_NS] }),
  getCompliance: async () => ({
    total: { onTime: 1, late: 1, complianceRatio: 0.5 },
    plans: [{ plan: "grease", compliance: { pending: 1 } }],
  }),
  putMeterReading: async ({ reading }) => {
    const { timeNs, value, meter } = reading!;
    meterReadingFromWire(reading);
    readings.push(reading!);
    return { standing: { meter, timeNs, value, total: value + 100 } };
  },
  listMeters: async () => ({ standings: [] }),
  listMeterReadings: async () => ({ readings, nextCursor: "" }),
});

let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  const served = await serveRoutes(PlanService, peer, (calls) => ({ workorders: { plans: calls } }), planRoutes);
  [url, stop] = [`${served.url}`, served.stop];
});
afterAll(() => stop());

const send = (method: string, path: string, body: unknown, headers = {}) =>
  fetch(`${url}${path}`, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
const read = async (path: string) => (await fetch(`${url}${path}`)).json();

const PLAN = {
  ...{ asset: "pump", component: "bearing", actor: "li", aheadDays: 7, toleranceDays: 1 },
  task: { title: { en: "Grease", zh: "加脂" }, checks: ["Wiped off"], parts: [{ part: "GREASE-2", quantity: 0.2 }] },
  trigger: { kind: "calendar", rule: { rrule: "FREQ=WEEKLY;BYDAY=MO", start: "2026-01-05T06:00", timeZone: "Asia/Shanghai" } },
};

test("a plan is put, read with its ETag, listed and retired", async () => {
  const answer = await send("PUT", "/plans/grease", PLAN);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("ETag")).toBe('"1"');
  const shown = {
    id: "grease",
    asset: "pump",
    tier: "plan",
    outlook: "due",
    nextDueAt: "2026-03-01T12:00:00Z",
    trigger: { kind: "calendar", interval: "fixed" },
  };
  expect(await answer.json()).toMatchObject({ ...shown, task: { checks: [{ en: "Wiped off", zh: "Wiped off" }] } });
  expect((await send("PUT", "/plans/grease", PLAN, { "If-Match": '"1"' })).headers.get("ETag")).toBe('"2"');
  expect(await read("/plans/grease")).toMatchObject({ ...shown, revision: 2 });
  expect(await read("/plans")).toMatchObject({ items: [shown] });
  expect(await (await send("POST", "/plans/grease/retire", { actor: "li" })).json()).toMatchObject({
    retired: true,
    outlook: "over",
    nextDueAt: null,
  });
  expect((await fetch(`${url}/plans/none`)).status).toBe(404);
});

test.each([
  ["by a meter", { kind: "meter", meter: "starts", every: 500, interval: "floating" }, { from: 0, unit: "starts" }],
  ["by condition", { kind: "condition", reaches: "C" }, { heldHours: 0 }],
])("a plan %s is put, what is left out being none", async (_, trigger, filled) => {
  expect(await (await send("PUT", "/plans/other", { ...PLAN, trigger })).json()).toMatchObject({ trigger: { ...trigger, ...filled } });
});

test.each([
  ["trigger", { ...PLAN, trigger: "weekly" }],
  ["kind", { ...PLAN, trigger: { kind: "moon" } }],
  ["trigger.rule.rrule.FREQ", { ...PLAN, trigger: { ...PLAN.trigger, rule: { ...PLAN.trigger.rule, rrule: "FREQ=SECONDLY" } } }],
  ["task.title.en", { ...PLAN, task: { title: { en: "", zh: "" } } }],
  ["every", { ...PLAN, trigger: { kind: "meter", meter: "starts" } }],
])("a body with a wrong %s is refused by that name", async (field, body) => {
  const answer = await send("PUT", "/plans/bad", body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ field });
});

test("what was decided, the preview of a rule and compliance are told", async () => {
  expect(await read("/plans/occurrences?plan=grease")).toEqual({
    items: [
      {
        plan: "grease",
        id: "20260301T120000Z",
        dueAt: "2026-03-01T12:00:00Z",
        fate: "missed",
        workOrder: null,
        doneAt: null,
        ended: false,
      },
    ],
  });
  expect(await (await send("POST", "/plans/preview", PLAN.trigger.rule)).json()).toEqual({ dueAt: ["2026-03-01T12:00:00Z"] });
  const none = { onTimeCount: 0, lateCount: 0, overdueCount: 0, missedCount: 0, pendingCount: 0, idleCount: 0, complianceRatio: null };
  expect(await read("/plans/compliance?from=2026-01-01T00:00:00Z&to=2026-04-01T00:00:00Z")).toEqual({
    total: { ...none, onTimeCount: 1, lateCount: 1, complianceRatio: 0.5 },
    plans: [{ plan: "grease", ...none, pendingCount: 1 }],
  });
});

test("a meter is read, with its unit, and its readings are listed", async () => {
  const reading = { meter: "running_hours", time: "2026-03-01T12:00:00Z", value: 12.5, source: "round" };
  const told = { meter: "running_hours", unit: "h", readAt: reading.time, value: 12.5, total: 112.5, perDay: null, unseenHours: null };
  expect(await (await send("POST", "/assets/pump/meters", reading)).json()).toEqual(told);
  expect(await read("/assets/pump/meters/running_hours/readings")).toMatchObject({ items: [{ ...reading, unit: "h", replaced: false }] });
  expect((await fetch(`${url}/assets/pump/meters/moon/readings`)).status).toBe(400);
  expect(await (await send("POST", "/assets/pump/meters", { ...reading, meter: "moon" })).json()).toMatchObject({ field: "meter" });
});
