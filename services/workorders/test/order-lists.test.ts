import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { applyAdvisory } from "@phm/advisory";
import {
  addSeconds,
  assetRef,
  InvalidValue,
  isStanding,
  summaryOf,
  TIERS,
  WORK_ORDER_SORTS,
  WORK_ORDER_STATES,
  type WorkOrder,
  type WorkOrderSummary,
} from "@phm/domain";
import { type Collection, type DocumentStore, MAX_PAGE_ITEMS, openStore, type Query } from "@phm/service-kit";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { OrderEventLog } from "../src/orders/order-event-log.js";
import { type OrderListing, orderQuery } from "../src/orders/order-listing.js";
import { ORDER_COLLECTION, type StoredOrder, storedOrder } from "../src/orders/stored-order.js";
import { WorkOrderBook } from "../src/orders/work-order-book.js";
import { advisoryOf } from "./advisory.js";
import { expectMongoIndex, expectSqliteIndex } from "./explained-index.js";
import { indexServes } from "./index-serves.js";

const ADVISORY = advisoryOf("bearing_outer_race", "north");
const at = (seconds: number) => addSeconds(ADVISORY.timeNs, seconds);
const DUE_BEFORE_S = 60;

/** Orders that differ in all that lists go by, many of them alike in one or the other. */
const ORDERS: readonly WorkOrder[] = Array.from({ length: 90 }, (_, i) => {
  const tier = (["plan", "act_now"] as const)[i % 2]!;
  const order = applyAdvisory(null, { ...ADVISORY, id: `a${i}`, tier }) as WorkOrder;
  return {
    ...order,
    ref: assetRef("acme", `site-${i % 2}`, `pump-${i % 7}`),
    id: `WO-${String((i * 37) % 90).padStart(3, "0")}`,
    component: `c${i}`,
    state: WORK_ORDER_STATES[i % WORK_ORDER_STATES.length]!,
    openedNs: at(i % 30),
    updatedNs: at((i * 13) % 50),
    dueNs: at((i * 29) % 97),
    ...(i % 3 === 0 ? { work: { assignee: "li", checklist: [], timeBookings: [], partBookings: [], attachments: [] } } : {}),
  };
});

const PLACES = [{}, { site: "site-1" }, { site: "site-1", asset: "pump-3" }];
const NARROWED = [{}, { onlyStanding: true }, { state: "closed" }, { state: "open", onlyStanding: true }] as const;
const TIERED = [{}, ...TIERS.map((tier) => ({ tier }))];
const DUE = [{}, { dueBeforeNs: at(DUE_BEFORE_S) }];
const SORTED = [{}, ...WORK_ORDER_SORTS.map((sort) => ({ sort }))];
const ALL = PLACES.flatMap((place) =>
  NARROWED.flatMap((narrowed) =>
    TIERED.flatMap((tier) =>
      DUE.flatMap((due) =>
        SORTED.map((sort) => ({ organisation: "acme", ...place, ...narrowed, ...tier, ...due, ...sort }) as OrderListing),
      ),
    ),
  ),
);
const isOffered = (listing: OrderListing) => {
  try {
    return orderQuery(listing) !== undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidValue);
    return false;
  }
};
const OFFERED = ALL.filter(isOffered);

/** What a list must hold, by comparing every order. */
function expected({ site, asset, state, onlyStanding, tier, dueBeforeNs, sort = "opened" }: OrderListing): WorkOrderSummary[] {
  const urgency = (order: WorkOrder) => -TIERS.indexOf(order.tier);
  const compare = (a: bigint | number | string, b: bigint | number | string) => (a < b ? -1 : a > b ? 1 : 0);
  const by = {
    opened: (a: WorkOrder, b: WorkOrder) => compare(b.openedNs, a.openedNs) || compare(b.id, a.id),
    updated: (a: WorkOrder, b: WorkOrder) => compare(b.updatedNs, a.updatedNs) || compare(b.id, a.id),
    due: (a: WorkOrder, b: WorkOrder) => compare(a.dueNs, b.dueNs) || compare(a.id, b.id),
    urgency: (a: WorkOrder, b: WorkOrder) => compare(urgency(a), urgency(b)) || compare(a.dueNs, b.dueNs) || compare(a.id, b.id),
  }[sort];
  return ORDERS.filter(({ ref }) => (site === undefined || ref.site === site) && (asset === undefined || ref.asset === asset))
    .filter((order) => (state === undefined || order.state === state) && (!onlyStanding || isStanding(order)))
    .filter((order) => (tier === undefined || order.tier === tier) && (dueBeforeNs === undefined || order.dueNs < dueBeforeNs))
    .toSorted(by)
    .map(summaryOf);
}

/** Of one machine's few orders the state is compared while they are read. */
const withinOf = ({ asset }: OrderListing) => (asset === undefined ? [] : ["state", "standing"]);
const servingIndexes = (listing: OrderListing) =>
  ORDER_COLLECTION.indexes
    .filter((index) => indexServes(index, { ...orderQuery(listing), limit: 1 }, withinOf(listing)))
    .map(({ name }) => name);

describe("lists of orders", () => {
  test("are each served by one index, by the rule of MongoDB's manual: what is equal, then the sort, then a range on it", () => {
    expect(OFFERED.length).toBeGreaterThan(50);
    for (const listing of OFFERED) expect([listing, servingIndexes(listing)]).toEqual([listing, [expect.any(String)]]);
  });

  test.each([
    [{ asset: "pump-1" }, "site"],
    [{ sort: "due" }, "sort"],
    [{ site: "site-1", tier: "plan" }, "tier"],
    [{ site: "site-1", dueBeforeNs: 1n, sort: "urgency" }, "dueBefore"],
    [{ site: "site-1", state: "open", onlyStanding: true }, "onlyStanding"],
  ])("that no index serves are refused: %o", (listing, field) => {
    expect(() => orderQuery({ organisation: "acme", ...listing } as OrderListing)).toThrow(expect.objectContaining({ field }));
  });
});

const mongoUrl = await mongoTestUrl();
const engines: { engine: string; mongo?: string; isIndexed: typeof expectSqliteIndex }[] = [
  { engine: "SQLite", isIndexed: expectSqliteIndex },
];
if (mongoUrl === undefined) {
  describe.skip("lists of orders on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("explain", () => {});
  });
} else engines.push({ engine: "MongoDB", mongo: mongoUrl, isIndexed: expectMongoIndex });

describe.each(engines)("lists of orders on $engine", ({ mongo, isIndexed }) => {
  const database = `phm_test_lists_${randomUUID().slice(0, 8)}`;
  let folder: string;
  let store: DocumentStore;
  let stored: Collection<StoredOrder>;
  let book: WorkOrderBook;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "phm-lists-"));
    store = await openStore({ database, folder, file: "workorders.db", ...(mongo ? { mongoUrl: mongo } : {}) });
    stored = await store.collection<StoredOrder>(ORDER_COLLECTION);
    book = new WorkOrderBook(stored, applyAdvisory, new OrderEventLog(await store.series("order_events")));
    await Promise.all(ORDERS.map((order) => stored.insert(`acme:${order.id}`, storedOrder({ order }))));
  });
  afterAll(async () => {
    if (mongo) {
      const client = new MongoClient(mongo);
      await client.db(database).dropDatabase();
      await client.close();
    }
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const pages = async (listing: OrderListing, limit: number) => {
    const found: WorkOrderSummary[] = [];
    const cursors: string[] = [];
    do {
      const { summaries, nextCursor } = await book.listSummaries({
        ...listing,
        limit,
        ...(cursors.length > 0 ? { cursor: cursors.at(-1)! } : {}),
      });
      found.push(...summaries);
      cursors.push(nextCursor ?? "");
    } while (cursors.at(-1) !== "");
    return { found, cursors };
  };

  test("hold what every order compared gives, page by page, and the engine explains that it reads each page by an index", async () => {
    for (const listing of OFFERED) {
      const { found, cursors } = await pages(listing, 7);
      expect([listing, found]).toEqual([listing, expected(listing)]);
      const query: Query = { ...orderQuery(listing), limit: 7 };
      const deep = cursors.filter((cursor) => cursor !== "").slice(-1);
      const plans = await Promise.all([query, ...deep.map((cursor) => ({ ...query, cursor }))].map((each) => stored.explain(each)));
      for (const plan of plans.flat()) isIndexed(ORDER_COLLECTION, plan, servingIndexes(listing));
    }
  });

  test("give the same orders whole as in summary", async () => {
    const listing: OrderListing = { organisation: ORDERS[0]!.ref.organisation, site: ORDERS[0]!.ref.site, sort: "urgency" };
    const { orders } = await book.list({ ...listing, limit: MAX_PAGE_ITEMS });
    expect(orders.map(summaryOf)).toEqual(expected(listing));
  });
});
