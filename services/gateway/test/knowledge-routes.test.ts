import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { failureModeCodec, faultKnowledgeFromWire, KnowledgeService, knowledgeEntryToWire } from "@phm/contracts";
import type { FaultKnowledge } from "@phm/domain";
import { defineService, ServiceError } from "@phm/service-kit";
import { knowledgeRoutes } from "../src/routes/knowledge.js";
import { serveRoutes } from "./serve-routes.js";

const BASE: FaultKnowledge = {
  failureMode: "gear",
  reportedAs: "NOI",
  mechanism: { code: "2.4", text: { en: "wear", zh: "磨损" } },
  causes: [{ code: "3.3", text: { en: "oil", zh: "润滑油" } }],
  confirm: [{ en: "listen", zh: "听诊" }],
  actions: [{ en: "look", zh: "检查" }],
  checks: [],
  tools: [],
  parts: [],
  estimatedHours: 2,
  urgency: "plan",
};

/** A knowledge service in memory that plays the other side: one entry, with its version. */
let held: { knowledge: FaultKnowledge; version: number } = { knowledge: BASE, version: 0 };
let asked: { organisation: string; site: string; author?: string } = { organisation: "", site: "" };
const entry = () => ({
  entry: knowledgeEntryToWire({ ...held, isSiteEntry: held.version > 0, baseVersion: "knowledge-1" }),
});
const peer = defineService(KnowledgeService, {
  getEntry: async ({ organisation, site }) => {
    asked = { organisation, site };
    return entry();
  },
  listEntries: async () => ({ entries: [entry().entry] }),
  putEntry: async ({ organisation, site, author, expectedVersion, knowledge, failureMode }) => {
    expect(failureMode).toBe(failureModeCodec.toWire("gear"));
    asked = { organisation, site, author };
    if (Number(expectedVersion) !== held.version) throw new ServiceError("conflict", "someone was first", { retryable: false });
    held = { knowledge: knowledge ? faultKnowledgeFromWire(knowledge) : BASE, version: held.version + 1 };
    return entry();
  },
  getHistory: async () => ({ revisions: [], nextCursor: "" }),
});

let stop: () => Promise<void>;
let url: string;

beforeAll(async () => {
  const served = await serveRoutes(KnowledgeService, peer, (calls) => ({ workorders: { knowledge: calls } }), knowledgeRoutes);
  [url, stop] = [`${served.url}/knowledge`, served.stop];
});
afterAll(() => stop());

const change = (method: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/gear?site=north`, {
    method,
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
const { failureMode: _, ...OWN } = { ...BASE, estimatedHours: 7 };

describe("knowledge over REST", () => {
  test("an entry is read with its version as ETag, replaced under If-Match, and given back to the suite", async () => {
    const read = await fetch(`${url}/gear?organisation=acme&site=north`);
    expect(read.headers.get("etag")).toBe('"0"');
    expect(await read.json()).toMatchObject({ failureMode: "gear", failureFamily: "gear", version: 0, isSiteEntry: false });
    expect(asked).toEqual({ organisation: "acme", site: "north" });
    const put = await change("PUT", { author: "Li", note: "", knowledge: OWN }, { "if-match": '"0"' });
    expect([put.status, put.headers.get("etag")]).toEqual([200, '"1"']);
    expect(await put.json()).toMatchObject({ estimatedHours: 7, version: 1, isSiteEntry: true });
    expect(asked).toEqual({ organisation: "default", site: "north", author: "Li" });
    const late = await change("PUT", { author: "Wang", knowledge: OWN }, { "if-match": '"0"' });
    expect([late.status, await late.json()]).toMatchObject([409, { code: "conflict", detail: "someone was first" }]);
    const back = await change("DELETE", { author: "Wang" }, { "if-match": '"1"' });
    expect(await back.json()).toMatchObject({ estimatedHours: 2, version: 2 });
  });

  test("the list and the history have items", async () => {
    expect(await (await fetch(url)).json()).toMatchObject({ items: [{ failureMode: "gear" }] });
    expect(await (await fetch(`${url}/gear/history`)).json()).toEqual({ items: [] });
  });

  test.each<[string, string, unknown, Record<string, string>]>([
    ["If-Match", "PUT", { author: "Li", knowledge: OWN }, {}],
    ["If-Match", "PUT", { author: "Li", knowledge: OWN }, { "if-match": "W/x" }],
    ["author", "PUT", { author: 5, knowledge: OWN }, { "if-match": '"0"' }],
    ["knowledge", "PUT", { author: "Li" }, { "if-match": '"0"' }],
    ["knowledge.causes", "PUT", { author: "Li", knowledge: { ...OWN, causes: [] } }, { "if-match": '"0"' }],
    ["knowledge.mechanism.code", "PUT", { author: "Li", knowledge: { ...OWN, mechanism: { ...OWN.mechanism, code: "7.7" } } }, {}],
    ["body", "PUT", "{", { "if-match": '"0"' }],
    ["Content-Type", "PUT", "author=Li", { "content-type": "text/plain" }],
  ])("a bad %s is a 400 that names it", async (field, method, body, headers) => {
    const response = await change(method, body, headers);
    expect([response.status, await response.json()]).toMatchObject([400, { code: "invalid_argument", field }]);
  });

  test("a body over the limit is refused, an unknown failure mode is named with those that there are", async () => {
    const large = await change("PUT", { author: "x".repeat(300_000) }, { "if-match": '"0"' });
    expect([large.status, await large.json()]).toMatchObject([429, { field: "body" }]);
    const unknown = await fetch(`${url}/rust`);
    expect([unknown.status, await unknown.json()]).toMatchObject([400, { field: "mode", limit: expect.stringContaining("bearing_cage") }]);
  });
});
