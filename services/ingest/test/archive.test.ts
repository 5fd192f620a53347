import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcquisitionSchema, type ArchivedAcquisitionMessage, acquisitionFromWire, assetRefToWire } from "@phm/contracts";
import { type Acquisition, NS_PER_S } from "@phm/domain";
import { deliver } from "@phm/sender";
import type { Service } from "@phm/service-kit";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionOf, acquisitionsOf, encoded, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const COUNT = 12;
const PUMPS = [pump("pump-1"), pump("泵-2")];
const [PUMP, OTHER] = PUMPS as [(typeof PUMPS)[0], (typeof PUMPS)[0]];
const REF = assetRefToWire(PUMP.ref);
const ACQUISITIONS = acquisitionsOf(PUMP, COUNT);
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
const at = (second: number) => (ACQUISITIONS[second] as Acquisition).startTimeNs;

function describeArchive(engine: string, stores: Readonly<Record<string, string>>): void {
  describe(`the waveform archive on ${engine}`, () => {
    let around: Surroundings;
    let ingest: Service;
    beforeAll(async () => {
      around = await surroundings(PUMPS, stores);
      ingest = createIngest(readConfig(around.env));
      await ingest.start();
      const client = around.acquisitions;
      expect(await deliver([...ACQUISITIONS, ...acquisitionsOf(OTHER, 3)], { client })).toMatchObject({ accepted: COUNT + 3 });
      await around.archived();
    }, 60_000);
    afterAll(async () => {
      await ingest?.stop();
      await around?.close();
    });

    async function listAll(request: { point?: string; newestFirst?: boolean; limit?: number; fromNs?: bigint; toNs?: bigint }) {
      const found: ArchivedAcquisitionMessage[] = [];
      for (let cursor = ""; ; ) {
        const page = await around.archive.call.listAcquisitions({ ref: REF, ...request, cursor });
        found.push(...page.acquisitions);
        cursor = page.nextCursor;
        if (!cursor) return found;
      }
    }

    test("gives back every acquisition as it was sent, and keeps assets apart", async () => {
      for (const config of PUMPS) {
        for (const sent of acquisitionsOf(config, 3)) {
          const { acquisition, archived } = await around.archive.call.getAcquisition({ ref: assetRefToWire(config.ref), id: sent.id });
          if (!acquisition) throw new Error("no acquisition in the answer");
          expect(acquisitionFromWire(acquisition)).toEqual(sent);
          expect(Number(archived?.bytes)).toBe(toBinary(AcquisitionSchema, acquisition).byteLength);
          expect(archived).toMatchObject({ id: sent.id, startTimeNs: sent.startTimeNs, samples: sent.samples, speedRpm: 1_480 });
        }
      }
      expect(await listAll({})).toHaveLength(COUNT);
    });

    test("lists by time, either way, page by page, each once", async () => {
      expect(idsOf(await listAll({ limit: 5 }))).toEqual(idsOf(ACQUISITIONS));
      expect(idsOf(await listAll({ limit: 5, newestFirst: true }))).toEqual(idsOf(ACQUISITIONS).reverse());
      const first = await around.archive.call.listAcquisitions({ ref: REF, limit: 5 });
      expect([first.acquisitions.length, first.nextCursor !== ""]).toEqual([5, true]);
    });

    test("a range includes its start and not its end; a point leaves out what does not have it", async () => {
      expect(idsOf(await listAll({ fromNs: at(2), toNs: at(5) }))).toEqual(["second-2", "second-3", "second-4"]);
      const withNde = await listAll({ point: "nde", limit: 2 });
      expect(idsOf(withNde)).toEqual(idsOf(ACQUISITIONS.filter((_, second) => second % 3 !== 0)));
      expect(withNde[0]?.points).toEqual(["de", "nde"]);
      expect(await listAll({ point: "unknown" })).toEqual([]);
    });

    test("tells when a point was not measured", async () => {
      const everySecond = { periodS: 1, fromNs: at(0), toNs: at(6) };
      const { points, untilNs } = await around.archive.call.getGaps({ ref: REF, points: ["de", "nde"], ...everySecond });
      const missing = [0, 3].map((second) => ({ fromNs: at(second), toNs: at(second + 1), missing: 1n }));
      expect(points[0]).toMatchObject({ point: "de", count: 6n, periodS: 1, share: 1, gaps: [] });
      expect(points[1]).toMatchObject({ point: "nde", count: 4n, periodS: 1, share: 4 / 6, gaps: missing });
      expect(untilNs).toBe(0n);
      await expect(around.archive.call.getGaps({ ref: REF, periodS: -1 })).rejects.toMatchObject({ field: "periodS" });
    });

    test("finds what was measured last at or before a time", async () => {
      const find = async (request: object) => (await around.archive.call.findAcquisition({ ref: REF, ...request })).archived?.id;
      expect(await find({})).toBe("second-11");
      expect(await find({ atOrBeforeNs: at(4) })).toBe("second-4");
      expect(await find({ atOrBeforeNs: at(4) - 1n })).toBe("second-3");
      expect(await find({ atOrBeforeNs: at(3), point: "nde" })).toBe("second-2");
      await expect(find({ atOrBeforeNs: at(0) - 1n })).rejects.toMatchObject({ code: "not_found" });
      await expect(find({ point: "unknown" })).rejects.toMatchObject({ code: "not_found" });
    });

    test.each([
      ["an unknown id", { ref: REF, id: "nobody" }, "not_found"],
      ["an unknown asset", { ref: { ...REF, asset: "nobody" }, id: "second-1" }, "not_found"],
      ["an id that is none", { ref: REF, id: "../../etc" }, "invalid_argument"],
      ["no asset", { id: "second-1" }, "invalid_argument"],
    ])("answers %s by its code", async (_what, request, code) => {
      await expect(around.archive.call.getAcquisition(request)).rejects.toMatchObject({ code });
    });

    test.each([
      ["limit", { limit: 1_001 }],
      ["cursor", { cursor: "nonsense" }],
    ])("refuses a %s that is none", async (field, request) => {
      await expect(around.archive.call.listAcquisitions({ ref: REF, ...request })).rejects.toMatchObject({
        code: "invalid_argument",
        field,
      });
    });

    test("a message that comes twice, also after a restart, leaves one entry", async () => {
      const again = encoded(ACQUISITIONS[1] as Acquisition);
      await around.redeliver(PUMP.ref, again);
      await around.archived();
      await ingest.stop();
      ingest = createIngest(readConfig(around.env));
      await ingest.start();
      await around.redeliver(PUMP.ref, again);
      await around.archived();
      expect(await listAll({})).toHaveLength(COUNT);
      expect(await around.deadLetters()).toBe(0);
    });

    test("other content under a known id goes to the dead letters; what was first stays, and the partition goes on", async () => {
      const before = await around.deadLetters();
      await around.redeliver(PUMP.ref, encoded(acquisitionOf(PUMP, 1, { speedRpm: 900 })));
      await around.redeliver(PUMP.ref, encoded(acquisitionOf(PUMP, COUNT)));
      await around.archived();
      expect(await around.deadLetters()).toBe(before + 1);
      expect(idsOf(await listAll({ fromNs: at(11) }))).toEqual(["second-11", `second-${COUNT}`]);
      expect((await around.archive.call.getAcquisition({ ref: REF, id: "second-1" })).acquisition?.speedRpm).toBe(1_480);
    });

    test("notes when ingest received it", async () => {
      const [archived] = await listAll({ limit: 1 });
      const ageNs = BigInt(Date.now()) * 1_000_000n - (archived?.receivedNs as bigint);
      expect(ageNs >= 0n && ageNs < 600n * NS_PER_S).toBe(true);
    });

    if (Object.keys(stores).length === 0) {
      test("a waveform with a flipped bit is told, not given out; the others are", async () => {
        const folder = join(around.folder, "ingest-waveforms");
        const files = (await readdir(folder, { recursive: true })).filter(
          (file) => file.includes("/second-5-") && file.includes("/pump-1/"),
        );
        expect(files).toHaveLength(1);
        const path = join(folder, files[0] as string);
        const stored = await readFile(path);
        stored[stored.length - 10] = (stored.at(-10) as number) ^ 4;
        await writeFile(path, stored);
        await expect(around.archive.call.getAcquisition({ ref: REF, id: "second-5" })).rejects.toMatchObject({
          code: "internal",
          reason: "data_loss",
          retryable: false,
          value: expect.stringMatching(/^sha256 /),
        });
        expect((await around.archive.call.getAcquisition({ ref: REF, id: "second-6" })).acquisition?.id).toBe("second-6");
      });
    }
  });
}

describeArchive("files and SQLite", {});

const url = await mongoTestUrl();
if (url === undefined) {
  describe.skip("the waveform archive on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("contract", () => {});
  });
} else {
  const prefix = `phm_ingest_${randomBytes(4).toString("hex")}`;
  describeArchive("GridFS and MongoDB", { MONGODB_URL: url, MONGODB_DATABASE_PREFIX: prefix });
  afterAll(async () => {
    const client = new MongoClient(url);
    await client.db(`${prefix}_ingest`).dropDatabase();
    await client.close();
  });
}
