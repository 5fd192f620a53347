import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { applyAdvisory } from "@phm/advisory";
import type { Advisory, EvidenceReference } from "@phm/domain";
import { type Collection, type DocumentStore, openStore } from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState, NO_ADVICE_YET } from "../src/advise/advice-state.js";
import { AdvisoryLog } from "../src/advise/advisory-log.js";
import { OrderReferences } from "../src/evidence/order-references.js";
import { OrderEventLog } from "../src/orders/order-event-log.js";
import { ORDER_COLLECTION, type StoredOrder } from "../src/orders/stored-order.js";
import { WorkOrderBook } from "../src/orders/work-order-book.js";
import { FIRST, later } from "./open-orders.js";

const { ref } = FIRST;
const KEY = `${ref.organisation}:${ref.site}:${ref.asset}`;

let folder: string;
let store: DocumentStore;
let advice: Collection<AdviceState>;
let advisories: AdvisoryLog;
let orders: WorkOrderBook;
let evidence: OrderReferences;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-order-references-"));
  store = await openStore({ database: "unused", folder, file: "workorders.db" });
  advice = await store.collection<AdviceState>(ADVICE_COLLECTION);
  advisories = new AdvisoryLog(await store.series("advisories"));
  const stored = await store.collection<StoredOrder>(ORDER_COLLECTION);
  orders = new WorkOrderBook(stored, applyAdvisory, new OrderEventLog(await store.series("order_events")));
  evidence = new OrderReferences(advice, advisories, orders);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const advise = async (advisory: Advisory) => {
  await advisories.record(advisory);
  return orders.apply(advisory);
};
const all = async () => {
  const found: EvidenceReference[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await evidence.list(ref, cursor);
    found.push(...page.references);
    if (page.nextCursor === undefined) return found;
    cursor = page.nextCursor;
  }
};

test("every advisory refers to its acquisition, also one that opened no order, and an order to those of all advisories behind it", async () => {
  const watched = later(30, { id: "watch", tier: "watch" });
  const given = [FIRST, watched, ...Array.from({ length: 120 }, (_, i) => later(60 + i))];
  const order = await advise(FIRST);
  for (const advisory of given.slice(1)) await advise(advisory);
  const references = await all();
  const acquisitions = given.map(({ acquisition }) => acquisition).sort();
  const of = (kind: string) => references.filter((each) => each.kind === kind);
  expect(
    of("advisory")
      .map(({ acquisition }) => acquisition)
      .sort(),
  ).toEqual(acquisitions);
  expect(of("work_order").length).toBeGreaterThanOrEqual(121);
  expect(of("work_order").every(({ record }) => record === order?.id)).toBe(true);
  expect(references.every(({ owner, reason }) => owner === "workorders" && reason !== "")).toBe(true);
});

test("what is settled is what was taken before the last assessment; nothing before the first", async () => {
  expect((await evidence.list(ref)).settledBeforeNs).toBe(0n);
  await advice.put(KEY, { ...NO_ADVICE_YET, timeNs: String(FIRST.timeNs) }, 0);
  expect((await evidence.list(ref)).settledBeforeNs).toBe(FIRST.timeNs);
});

test("a cursor that is none is refused by its name", async () => {
  await expect(evidence.list(ref, "nonsense")).rejects.toMatchObject({ field: "cursor" });
});
