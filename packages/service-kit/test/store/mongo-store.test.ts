import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test } from "@jest/globals";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { openStore } from "../../src/store/open-store.js";
import { describeStoreContract } from "./store-contract.js";

const url = await mongoTestUrl();

if (url === undefined) {
  describe.skip("document store on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("contract", () => {});
  });
} else {
  const database = `phm_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const options = { mongoUrl: url, database, folder: "unused", file: "unused" };
  const emptyOptions = { ...options, database: `${database}_empty` };
  const client = new MongoClient(url);

  afterAll(async () => {
    for (const used of [options, emptyOptions]) await client.db(used.database).dropDatabase();
    await client.close();
  });

  describeStoreContract("MongoDB", { options, emptyOptions, modelRuns: 8 });

  describe("MongoDB engine", () => {
    test("keeps documents that other programs can read, and unique indexes that leave out absent fields", async () => {
      const store = await openStore(options);
      const spec = { name: "plain", indexes: [{ name: "open_key", fields: ["openKey"], unique: true }] };
      await (await store.collection<{ openKey: string }>(spec)).insert("x", { openKey: "k" });
      await store.close();
      const collection = client.db(database).collection("plain");
      expect(await collection.findOne({})).toEqual({ _id: "x", version: 1, value: { openKey: "k" } });
      const index = (await collection.indexes()).find(({ name }) => name === "open_key");
      expect(index).toMatchObject({
        unique: true,
        key: { "value.openKey": 1 },
        partialFilterExpression: { "value.openKey": { $exists: true } },
      });
    });
  });
}

test("MongoDB: a server that does not answer is unavailable, with the driver's error as cause", async () => {
  const mongoUrl = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100";
  const failure = openStore({ mongoUrl, database: "x", folder: "unused", file: "unused" });
  await expect(failure).rejects.toMatchObject({ code: "unavailable", retryable: true, cause: expect.anything() });
});
