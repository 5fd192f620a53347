import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { analysisLine, createManipulator, initialPipelineState, step } from "@phm/pipeline";
import { mongoTestUrl, SHORT_LIFE_ACQUISITIONS, shortLife, startTestSuite, type TestSuite } from "@phm/testkit";
import { MongoClient } from "mongodb";

const url = await mongoTestUrl();
const SERVICES_WITH_RECORDS = ["ingest", "features", "predict", "workorders"];

if (url === undefined) {
  describe.skip("the suite on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    it("a bearing's life", () => {});
  });
} else {
  const prefix = `phm_e2e_${randomBytes(4).toString("hex")}`;
  const life = shortLife();
  const asset = life.config.ref.asset;

  describe("the suite on MongoDB", () => {
    let suite: TestSuite;
    beforeAll(async () => {
      suite = await startTestSuite({ env: { MONGODB_URL: url, MONGODB_DATABASE_PREFIX: prefix } });
    }, 60_000);
    afterAll(async () => {
      await suite?.cleanup();
      const client = new MongoClient(url);
      for (const service of SERVICES_WITH_RECORDS) await client.db(`${prefix}_${service}`).dropDatabase();
      await client.close();
    }, 60_000);

    it("says of a bearing's life what the science says offline, to the byte, also when the life is delivered twice", async () => {
      expect(await suite.deliver(life)).toEqual({ accepted: SHORT_LIFE_ACQUISITIONS, duplicates: 0, rejected: 0 });
      const manipulator = createManipulator();
      let state = initialPipelineState();
      for (const acquisition of life.acquisitions()) [state] = step(state, acquisition, life.config, manipulator);
      const offline = JSON.stringify(analysisLine(state, life.config));
      expect(await suite.report(asset)).toBe(offline);
      expect(await suite.deliver(life)).toEqual({ accepted: 0, duplicates: SHORT_LIFE_ACQUISITIONS, rejected: 0 });
      expect(await suite.report(asset)).toBe(offline);
    }, 120_000);

    it("keeps its records in a database for each service", async () => {
      const client = new MongoClient(url);
      const kept = await Promise.all(SERVICES_WITH_RECORDS.map((service) => client.db(`${prefix}_${service}`).listCollections().toArray()));
      await client.close();
      for (const collections of kept) expect(collections.length).toBeGreaterThan(0);
    });
  });
}
