import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { EQUIPMENT_KINDS, equipmentCode, organisationId, siteId, storedTime } from "@phm/domain";
import { type Collection, type DocumentStore, openStore, type Query } from "@phm/service-kit";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { EquipmentTimeline } from "../../src/equipment/equipment-timeline.js";
import { EQUIPMENT_EVENT_COLLECTION, type StoredEvent } from "../../src/equipment/stored-equipment.js";
import { expectMongoIndex, expectSqliteIndex } from "../explained-index.js";
import { indexServes } from "../index-serves.js";

const PLACE = { organisation: organisationId("acme"), site: siteId("north") };
const ASKED = EQUIPMENT_KINDS.flatMap((kind) =>
  [true, false].flatMap((withChildren) =>
    [{}, { kind: "cost_booked" } as const].map((only) => ({
      ...{ node: { ...PLACE, code: equipmentCode("S1"), kind }, withChildren, ...only, limit: 7 },
    })),
  ),
);

const mongoUrl = await mongoTestUrl();
const engines: { engine: string; mongo?: string; isIndexed: typeof expectSqliteIndex }[] = [
  { engine: "SQLite", isIndexed: expectSqliteIndex },
  ...(mongoUrl === undefined ? [] : [{ engine: "MongoDB", mongo: mongoUrl, isIndexed: expectMongoIndex }]),
];
if (mongoUrl === undefined) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set and no start script was found");

describe.each(engines)("the time line on $engine", ({ mongo, isIndexed }) => {
  const database = `phm_test_timeline_${randomUUID().slice(0, 8)}`;
  let folder: string;
  let store: DocumentStore;
  let events: Collection<StoredEvent>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "phm-timeline-"));
    store = await openStore({ database, folder, file: "workorders.db", ...(mongo ? { mongoUrl: mongo } : {}) });
    events = await store.collection<StoredEvent>(EQUIPMENT_EVENT_COLLECTION);
    for (let i = 0; i < 30; i += 1) {
      const under = { site: "S1", area: `S1-A${i % 2}`, line: `S1-A1-L${i % 3}`, machine: `S1-A1-L1-M${i % 5}` };
      const event = { id: `e${i}` };
      await events.insert(`e${i}`, { ...PLACE, code: under.machine, kind: "changed", timeNs: storedTime(BigInt(i)), under, event });
    }
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

  test("is asked for, of whatever node and kind, by what one index gives in order, and the engine explains that it takes it", async () => {
    const queries: Query[] = [];
    const noted = Object.create(events) as Collection<StoredEvent>;
    noted.query = async (query) => {
      queries.push(query);
      return { items: [] };
    };
    for (const asked of ASKED) await new EquipmentTimeline(noted).page(asked);
    expect(queries).toHaveLength(ASKED.length);
    for (const query of queries) {
      const serving = EQUIPMENT_EVENT_COLLECTION.indexes.filter((index) => indexServes(index, query)).map(({ name }) => name);
      expect([query.where, serving]).toEqual([query.where, [expect.any(String)]]);
      for (const plan of await events.explain(query)) isIndexed(EQUIPMENT_EVENT_COLLECTION, plan, serving);
    }
  });
});
