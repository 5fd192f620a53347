import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "@phm/advisory";
import {
  failureModeCodec,
  faultKnowledgeToWire,
  KnowledgeService,
  knowledgeEntryFromWire,
  knowledgeRevisionFromWire,
} from "@phm/contracts";
import { FAILURE_MODES, type FaultKnowledge, organisationId, siteId } from "@phm/domain";
import { createClient, createLogger, defineService, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import fc from "fast-check";
import { AdvisoryLog } from "../src/advise/advisory-log.js";
import { informAdvisory } from "../src/knowledge/inform-advisory.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase } from "../src/knowledge/knowledge-base.js";
import type { StoredRevision } from "../src/revisions/revision-book.js";
import { getEntry } from "../src/rpc/get-entry.js";
import { getHistory } from "../src/rpc/get-history.js";
import { listEntries } from "../src/rpc/list-entries.js";
import { putEntry } from "../src/rpc/put-entry.js";
import { advisoryOf } from "./advisory.js";

const folder = mkdtempSync(join(tmpdir(), "phm-knowledge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODE = "bearing_cage";
const OWN: FaultKnowledge = {
  ...FAULT_KNOWLEDGE[MODE],
  actions: [{ en: "Call the shift engineer.", zh: "通知值班工程师。" }],
  estimatedHours: 3.5,
};

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

/** The service's own handlers behind a real gRPC server, on a real store. */
async function startKnowledge(url: string | undefined, name: string) {
  const where = { database: `phm_knowledge_test_${process.pid}_${name}`, folder, file: `${name}.db` };
  const store = await openStore(url ? { ...where, mongoUrl: url } : where);
  let nowNs = 1_700_000_000_000_000_000n;
  const base = new KnowledgeBase(await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION), () => (nowNs += 1_000_000_000n));
  const advisories = new AdvisoryLog(await store.series("advisories"));
  const handlers = { getEntry: getEntry(base), listEntries: listEntries(base), putEntry: putEntry(base), getHistory: getHistory(base) };
  const server = new GrpcServer({
    host: "127.0.0.1",
    port: 0,
    services: [defineService(KnowledgeService, handlers)],
    logger: createLogger({ service: "test", level: "silent" }),
    metrics: new Metrics("test"),
  });
  const client = createClient(KnowledgeService, `127.0.0.1:${await server.start()}`);
  const stop = async () => {
    client.close();
    await server.stop();
    await store.close();
  };
  return { base, advisories, call: client.call, stop };
}

describe.each(engines)("knowledge service on %s", (engine, url) => {
  let running: Awaited<ReturnType<typeof startKnowledge>>;
  let tests = 0;
  let place = { organisation: "acme", site: "" };
  let key = { ...place, failureMode: failureModeCodec.toWire(MODE) };
  beforeAll(async () => {
    running = await startKnowledge(url, engine.toLowerCase());
  });
  afterAll(() => running.stop());
  // Each test is a site of its own.
  beforeEach(() => {
    tests += 1;
    place = { organisation: "acme", site: `site-${tests}` };
    key = { ...place, failureMode: failureModeCodec.toWire(MODE) };
  });

  const put = (expectedVersion: number, knowledge: FaultKnowledge | undefined, author = "Li") =>
    running.call.putEntry({
      ...key,
      expectedVersion: BigInt(expectedVersion),
      author,
      note: "after the audit",
      ...(knowledge ? { knowledge: faultKnowledgeToWire(knowledge) } : {}),
    });
  const read = async () => knowledgeEntryFromWire((await running.call.getEntry(key)).entry);

  test("a site that has changed nothing has the suite's entries, all of them", async () => {
    const { entries } = await running.call.listEntries(place);
    const read = entries.map((entry) => knowledgeEntryFromWire(entry));
    expect(read.map(({ knowledge }) => knowledge)).toEqual(FAILURE_MODES.map((mode) => FAULT_KNOWLEDGE[mode]));
    for (const entry of read) expect(entry).toMatchObject({ version: 0, isSiteEntry: false, baseVersion: KNOWLEDGE_VERSION });
    expect((await running.call.getHistory(key)).revisions).toEqual([]);
  });

  test("a site's entry holds at that site alone, until the site returns to the suite's", async () => {
    await put(0, OWN);
    expect(await read()).toMatchObject({ knowledge: OWN, version: 1, isSiteEntry: true });
    const elsewhere = await running.call.getEntry({ ...key, site: "south" });
    expect(knowledgeEntryFromWire(elsewhere.entry)).toMatchObject({ version: 0, isSiteEntry: false });
    await put(1, undefined, "Wang");
    expect(await read()).toMatchObject({ knowledge: FAULT_KNOWLEDGE[MODE], version: 2, isSiteEntry: false });
  });

  test("the history says who changed what and when, newest first, by pages", async () => {
    await put(0, OWN);
    await put(1, { ...OWN, estimatedHours: 4 }, "Wang");
    await put(2, undefined, "Zhao");
    const first = await running.call.getHistory({ ...key, limit: 2 });
    const second = await running.call.getHistory({ ...key, limit: 2, cursor: first.nextCursor });
    const revisions = [...first.revisions, ...second.revisions].map(knowledgeRevisionFromWire);
    expect(second.nextCursor).toBe("");
    expect(revisions.map(({ version, author, knowledge }) => [version, author, knowledge?.estimatedHours])).toEqual([
      [3, "Zhao", undefined],
      [2, "Wang", 4],
      [1, "Li", 3.5],
    ]);
    expect(revisions.every(({ note, timeNs }, i) => note === "after the audit" && timeNs > (revisions[i + 1]?.timeNs ?? 0n))).toBe(true);
  });

  test("of two that change the same version one wins, and the other is told who did", async () => {
    await put(0, OWN, "Li");
    await expect(put(0, { ...OWN, estimatedHours: 9 }, "Wang")).rejects.toMatchObject({
      code: "conflict",
      retryable: false,
      field: "expectedVersion",
      message: expect.stringContaining("by Li"),
    });
    const racers = await Promise.allSettled([2, 3, 4, 5].map((hours) => put(1, { ...OWN, estimatedHours: hours }, `worker ${hours}`)));
    expect(racers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await running.call.getHistory(key)).revisions).toHaveLength(2);
  });

  test("the same change sent again, because no answer came, is one change", async () => {
    await put(0, OWN);
    expect(knowledgeEntryFromWire((await put(0, OWN)).entry).version).toBe(1);
    expect((await running.call.getHistory(key)).revisions).toHaveLength(1);
  });

  test.each<[string, Parameters<typeof put>]>([
    ["author", [0, OWN, " "]],
    ["knowledge.failureMode", [0, { ...OWN, failureMode: "gear" }]],
    ["knowledge.actions[0].zh", [0, { ...OWN, actions: [{ en: "look", zh: "" }] }]],
    ["knowledge.estimatedHours", [0, { ...OWN, estimatedHours: -1 }]],
  ])("a bad %s is refused by name and changes nothing", async (field, args) => {
    await expect(put(...args)).rejects.toMatchObject({ code: "invalid_argument", field });
    expect((await read()).version).toBe(0);
  });

  test("an unknown failure mode and a missing site are refused by name", async () => {
    await expect(running.call.getEntry({ ...place, failureMode: 99 as never })).rejects.toMatchObject({ field: "failureMode" });
    await expect(running.call.listEntries({ organisation: "acme", site: "" })).rejects.toMatchObject({ field: "site" });
  });

  test("an advisory states the site's actions, and keeps its wording when it comes again after a change", async () => {
    const given = advisoryOf(MODE, place.site);
    await put(0, OWN);
    const informed = await informAdvisory(given, running.base, running.advisories);
    expect(informed).toEqual({ ...given, actionsEn: ["Call the shift engineer."], actionsZh: ["通知值班工程师。"] });
    await running.advisories.record(informed);
    await put(1, undefined);
    expect(await informAdvisory(given, running.base, running.advisories)).toEqual(informed);
    const other = advisoryOf("imbalance", place.site);
    expect(await informAdvisory(other, running.base, running.advisories)).toEqual(other);
  });

  test("under any sequence of changes the version counts the accepted ones, and the last accepted one holds", async () => {
    const change = fc.record({ behind: fc.integer({ min: 0, max: 1 }), hours: fc.option(fc.integer({ min: 1, max: 50 })) });
    let site = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        site += 1;
        const own = { organisation: organisationId("acme"), site: siteId(`property-${site}`), failureMode: MODE } as const;
        let version = 0;
        let hours: number | null = null;
        for (const [i, { behind, hours: wanted }] of changes.entries()) {
          const knowledge = wanted === null ? {} : { knowledge: { ...OWN, estimatedHours: wanted } };
          const expectedVersion = version - behind;
          const outcome = running.base.put(own, { expectedVersion, author: `a${i}`, note: "", ...knowledge });
          if (behind > 0) await expect(outcome).rejects.toThrow();
          else {
            await outcome;
            version += 1;
            hours = wanted;
          }
        }
        const entry = await running.base.entry(own);
        expect(entry).toMatchObject({ version, isSiteEntry: hours !== null });
        expect(entry.knowledge.estimatedHours).toBe(hours ?? FAULT_KNOWLEDGE[MODE].estimatedHours);
        const { revisions } = await running.base.history(own, { limit: 100 });
        expect(revisions.map((revision) => revision.version)).toEqual(Array.from({ length: version }, (_, i) => version - i));
      }),
      { numRuns: 15 },
    );
  });
});
