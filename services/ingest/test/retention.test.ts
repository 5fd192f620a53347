import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Acquisition, type AssetConfig, acquisitionId, assetRef, type Criticality, NS_PER_S } from "@phm/domain";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { verifyPins } from "../src/retention/verify-pins.js";
import { acquisitionOf, encoded, pump } from "./acquisitions.js";
import { DAY_NS, type MongoPlace, NOW_NS, type OpenRetention, openRetentionParts, policyOf } from "./open-retention.js";

const UNENDED = new AbortController().signal;

const graded = (asset: string, criticality: Criticality): AssetConfig => ({ ...pump(asset), criticality });
const LOW = graded("fan", "low");
const HIGH = graded("turbine", "high");
const SITE = LOW.ref;

/** Small ones, received when they began. */
const aged = (config: AssetConfig, name: string, ageDays: number, afterS = 0): Acquisition =>
  acquisitionOf(config, 1, { id: acquisitionId(name), startTimeNs: NOW_NS - BigInt(ageDays) * DAY_NS + BigInt(afterS) * NS_PER_S });

function describeRetention(engine: string, place?: () => MongoPlace): void {
  describe(`retention on ${engine}`, () => {
    let open: OpenRetention;
    beforeEach(async () => {
      open = await openRetentionParts([LOW, HIGH], place?.());
    });
    afterEach(() => open.remove());

    const put = (days: number, budget?: number) => open.policies.put(SITE, policyOf(days, budget), "Li", 0);
    const counted = async () => {
      await open.round().run(UNENDED);
      return open.usage.ofSite(SITE);
    };
    const bytesOf = async (name: string) => (await open.archive.describe(LOW.ref, acquisitionId(name))).bytes;

    describe("a sweep of the archive", () => {
      test("keeps what is young, thins what is older, deletes what is past all steps, and says so", async () => {
        await put(10);
        const [young, first, second, old] = [
          aged(LOW, "young", 9),
          aged(LOW, "first", 11),
          aged(LOW, "second", 11, 60),
          aged(LOW, "old", 21),
        ];
        await open.keep([young, first, second, old]);
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/first", "fan/young"]);
        const { items } = await open.sweeps.list(SITE, { limit: 10 });
        expect(items.map(({ value }) => value)).toMatchObject([
          {
            ...{ asset: "fan", finished: true, references: 0, settledBeforeNs: String(NOW_NS) },
            items: [
              { id: "old", rule: "expired", deleted: true },
              { id: "second", rule: "thinned", deleted: true },
            ],
          },
        ]);
        expect((await open.blobs.list({ limit: 10 })).keys).toHaveLength(2);
        expect(await open.registry.registry.metrics()).toMatch(/phm_ingest_retention_deleted_total\{rule="expired"\} 1/);
        await expect(open.archive.describe(LOW.ref, old.id)).rejects.toMatchObject({ code: "not_found" });
      });

      test("never deletes what an order refers to, nor what a person holds, until that person lets go", async () => {
        await put(1);
        const [evidence, held, plain] = [aged(LOW, "evidence", 50), aged(LOW, "held", 51), aged(LOW, "plain", 52)];
        await open.keep([evidence, held, plain]);
        open.owners.workorders.refer(evidence);
        await open.holds.hold({ ref: LOW.ref, acquisition: held.id, actor: "Li", reason: "for the maker" });
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/evidence", "fan/held"]);
        await open.holds.release({ ref: LOW.ref, acquisition: held.id, actor: "Li" });
        // An owner that forgets what it once referred to does not free it.
        open.owners.workorders.refers.length = 0;
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/evidence"]);
        const { tiers } = await open.usage.ofSite(SITE);
        expect(tiers[0]).toMatchObject({
          criticality: "low",
          machines: 1,
          acquisitions: 1,
          pinnedAcquisitions: 1,
          pinnedBytes: await bytesOf("evidence"),
        });
      });

      const longAgoNs = NOW_NS - 60n * DAY_NS;
      test.each([
        ["an owner does not answer", ({ owners }: OpenRetention) => Object.assign(owners.predict, { isDown: true })],
        ["an owner vouches for nothing yet", ({ owners }: OpenRetention) => Object.assign(owners.predict, { settledBeforeNs: 0n })],
        ["an owner has not come as far", ({ owners }: OpenRetention) => Object.assign(owners.workorders, { settledBeforeNs: longAgoNs })],
        [
          "a reader still waits for what was received then",
          ({ clock }: OpenRetention) => Object.assign(clock, { consumedBeforeNs: longAgoNs }),
        ],
      ])("deletes nothing while %s", async (_what, hold) => {
        await put(1);
        await open.keep([aged(LOW, "old", 50)]);
        hold(open);
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/old"]);
      });

      test("counts a machine that nobody has registered, and deletes nothing of it", async () => {
        await put(1);
        await open.policies.put(SITE, policyOf(1, 1), "Li", 1);
        await open.keep([aged(pump("stranger"), "old", 50)]);
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["stranger/old"]);
        expect((await open.usage.ofSite(SITE)).tiers.reduce((total, { acquisitions }) => total + acquisitions, 0)).toBe(1);
      });

      test("counts from when ingest received it: a recording of old events is not old", async () => {
        await put(1);
        await open.archive.store(encoded(aged(LOW, "recording", 4_000)), NOW_NS - DAY_NS / 2n);
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/recording"]);
      });

      test("goes on where the last round stopped, and reaches every machine", async () => {
        await put(1);
        await open.keep([aged(LOW, "a", 50), aged(LOW, "b", 50, 1), aged(HIGH, "c", 50)]);
        await open.round(1).run(UNENDED);
        expect(await open.kept()).toEqual(["turbine/c"]);
        await open.round(1).run(UNENDED);
        expect(await open.kept()).toEqual([]);
      });
    });

    describe("a site's budget", () => {
      test("takes the oldest of the least critical machines first, and no more than is needed", async () => {
        const evidence = aged(LOW, "low-evidence", 9);
        await open.keep([aged(HIGH, "high-old", 9), aged(LOW, "low-new", 5), aged(LOW, "low-old", 8), evidence]);
        open.owners.predict.refer(evidence, "alarm-1");
        const lowOldBytes = await bytesOf("low-old");
        const { bytes } = await counted();
        await put(10, bytes - 1);
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/low-evidence", "fan/low-new", "turbine/high-old"]);
        const { items } = await open.sweeps.list(SITE, { limit: 10 });
        expect(items.flatMap(({ value }) => value.items)).toMatchObject([{ id: "low-old", rule: "over_budget", deleted: true }]);
        expect((await counted()).bytes).toBe(bytes - lowOldBytes);
      });

      test("is its own: what another site or organisation has is neither counted nor deleted for it", async () => {
        const elsewhere = [assetRef("acme", "south", "fan"), assetRef("zenith", "plant", "fan")].map((ref) => ({ ...LOW, ref }));
        for (const config of [LOW, ...elsewhere]) {
          open.register(config);
          await open.keep([aged(config, "old", 8), aged(config, "new", 5)]);
        }
        const { bytes } = await counted();
        await put(10, bytes - 1);
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/new", "fan/new", "fan/new", "fan/old", "fan/old"]);
        await expect(open.archive.describe(LOW.ref, acquisitionId("old"))).rejects.toMatchObject({ code: "not_found" });
        for (const { ref } of elsewhere) expect((await open.usage.ofSite(ref)).bytes).toBeGreaterThanOrEqual(bytes);
      });

      test("goes on to more critical machines when the others have no more, and leaves evidence and what is young over the budget, which it says", async () => {
        const evidence = aged(LOW, "evidence", 9);
        await open.keep([evidence, aged(HIGH, "old", 5), aged(HIGH, "today", 0, -3_600)]);
        open.owners.workorders.refer(evidence);
        await put(10, 1);
        await open.round().run(UNENDED);
        expect(await open.kept()).toEqual(["fan/evidence", "turbine/today"]);
        const { bytes } = await open.usage.ofSite(SITE);
        const said = await open.registry.registry.metrics();
        expect(said).toMatch(new RegExp(`archive_over_budget_bytes\\{organisation="acme",site="plant"\\} ${bytes - 1}\\b`));
        expect(said).toMatch(
          new RegExp(`archive_pinned_bytes\\{organisation="acme",site="plant",criticality="low"\\} ${await bytesOf("evidence")}\\b`),
        );
      });
    });

    describe("a policy", () => {
      test("is changed by who has seen it; who has not is told which version there is", async () => {
        expect(await open.policies.get(SITE)).toMatchObject({ version: 0, actor: "" });
        expect(await put(10)).toMatchObject({ version: 1, actor: "Li", changedNs: NOW_NS });
        await expect(put(20)).rejects.toMatchObject({
          code: "conflict",
          field: "expectedVersion",
          value: "0",
          limit: "1",
          retryable: false,
        });
        expect((await open.policies.put(SITE, policyOf(20), "Wang", 1)).version).toBe(2);
      });
    });

    describe("the check of pins", () => {
      test("reads the waveform of each, and names the one that is damaged and the one that is not there", async () => {
        const [sound, damaged, missing] = [aged(LOW, "sound", 3), aged(LOW, "damaged", 3, 1), aged(LOW, "missing", 3, 2)];
        await open.keep([sound, damaged]);
        for (const each of [sound, damaged, missing]) open.owners.workorders.refer(each, `order-${each.id}`);
        open.owners.workorders.refer(sound, "order-again");
        await open.evidenceOf(LOW.ref);
        await open.blobs.delete((await open.archive.describe(LOW.ref, damaged.id)).blob);
        const verified = await verifyPins(open.archive, open.pins, SITE, { limit: 10 });
        expect(verified).toMatchObject({
          sound: 1,
          damaged: [
            { pin: { acquisition: "damaged" }, archived: { acquisition: "damaged" }, problem: expect.stringMatching(/missing/) },
            { pin: { acquisition: "missing" }, problem: expect.stringMatching(/no acquisition missing/) },
          ],
        });
      });
    });
  });
}

describeRetention("files and SQLite");

const url = await mongoTestUrl();
if (url === undefined) {
  describe.skip("retention on GridFS and MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("contract", () => {});
  });
} else {
  const databases: string[] = [];
  describeRetention("GridFS and MongoDB", () => {
    const database = `phm_retention_${randomBytes(4).toString("hex")}`;
    databases.push(database);
    return { mongoUrl: url, database };
  });
  afterAll(async () => {
    const client = new MongoClient(url);
    for (const database of databases) await client.db(database).dropDatabase();
    await client.close();
  });
}
