import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "@jest/globals";
import { type DocumentStore, openStore } from "@phm/service-kit";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { describeFeatureHistory } from "./feature-history-contract.js";

const folder = await mkdtemp(join(tmpdir(), "phm-features-"));
const prefix = `phm_test_${process.pid}_${randomBytes(4).toString("hex")}`;
const opened: DocumentStore[] = [];
const mongoUrl = await mongoTestUrl();
const databases: string[] = [];
let stores = 0;

async function emptyStore(mongo?: string): Promise<DocumentStore> {
  stores += 1;
  const database = `${prefix}_${stores}`;
  if (mongo !== undefined) databases.push(database);
  const store = await openStore({ database, folder, file: `${stores}.db`, ...(mongo === undefined ? {} : { mongoUrl: mongo }) });
  opened.push(store);
  return store;
}

afterAll(async () => {
  for (const store of opened) await store.close();
  await rm(folder, { recursive: true });
  if (mongoUrl === undefined) return;
  const client = new MongoClient(mongoUrl);
  for (const database of databases) await client.db(database).dropDatabase();
  await client.close();
});

describeFeatureHistory("SQLite", () => emptyStore(), 8);

if (mongoUrl === undefined) {
  describe.skip("feature history on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("contract", () => {});
  });
} else {
  describeFeatureHistory("MongoDB", () => emptyStore(mongoUrl), 2);
}
