import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RetentionService, retentionPolicyToWire } from "@phm/contracts";
import { DEFAULT_RETENTION_POLICY } from "@phm/domain";
import { defineService, ServiceError } from "@phm/service-kit";
import { retentionRoutes } from "../src/routes/retention.js";
import { serveRoutes } from "./serve-routes.js";

/** Retention that plays the other side and notes what it was asked. */
let asked: unknown[] = [];
const policy = retentionPolicyToWire(DEFAULT_RETENTION_POLICY);
const pin = {
  ...{ ref: { organisation: "acme", site: "north", asset: "pump-1" }, acquisition: "a1", startTimeNs: 1_000_000_000n },
  ...{ owner: 3, kind: 4, record: "Li", reason: "for the maker" },
};
const peer = defineService(RetentionService, {
  getPolicy: async () => ({ record: { policy, version: 3n, actor: "Li", changedNs: 0n } }),
  putPolicy: async (request) => {
    asked.push(request);
    if (request.expectedVersion !== 3n) throw new ServiceError("conflict", "the policy has version 3", { field: "expectedVersion" });
    return { record: { policy: request.policy!, version: 4n, actor: request.actor, changedNs: 2_000_000_000n } };
  },
  getUsage: async () => ({
    tiers: [{ criticality: 1, machines: 2n, acquisitions: 30n, bytes: 400n, pinnedAcquisitions: 5n, pinnedBytes: 60n }],
    ...{ countedNs: 1_000_000_000n, budgetBytes: 300n, overBudgetBytes: 100n, bytesPerDay: 7.5, fullInDays: 0 },
  }),
  listPins: async (request) => {
    asked.push(request);
    return { pins: [pin], settledBeforeNs: 0n };
  },
  holdAcquisition: async (request) => {
    asked.push(request);
    return { pin };
  },
  releaseAcquisition: async () => {
    throw new ServiceError("not_found", "Wang does not hold it", { field: "actor" });
  },
  verifyPins: async () => ({ sound: 4n, damaged: [{ pin, problem: "is missing" }], nextCursor: "next" }),
});

let stop: () => Promise<void>;
let url: string;
beforeAll(async () => {
  const context = (policies: unknown) => ({ retention: { policies, sweeps: {} } });
  const served = await serveRoutes(RetentionService, peer, context, retentionRoutes);
  [url, stop] = [`${served.url}/retention`, served.stop];
});
afterAll(() => stop());

const get = async (path: string) => (await fetch(`${url}/${path}`)).json();
const send = (path: string, method: string, body: unknown, headers = {}) =>
  fetch(`${url}/${path}`, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

test("a policy is put as it was read, with the version it was read with", async () => {
  const read = await fetch(`${url}/policy`);
  expect(read.headers.get("etag")).toBe('"3"');
  const body = { ...((await read.json()) as object), waveformBudgetBytes: 5_000_000, actor: "Li" };
  asked = [];
  const put = await send("policy?site=north", "PUT", body, { "if-match": '"3"' });
  expect([put.status, put.headers.get("etag")]).toEqual([200, '"4"']);
  expect(asked).toMatchObject([
    { site: "north", expectedVersion: 3n, actor: "Li", policy: { ...policy, waveformBudgetBytes: 5_000_000n } },
  ]);
  expect(await put.json()).toMatchObject({ version: 4, changedBy: "Li", tiers: DEFAULT_RETENTION_POLICY.tiers });
  expect((await send("policy", "PUT", body)).status).toBe(409);
});

test.each([
  ["tiers", {}],
  ["tiers.low", { tiers: {} }],
  ["tiers.vital", { tiers: { ...DEFAULT_RETENTION_POLICY.tiers, vital: {} } }],
  ["tiers.low.waveforms", { tiers: { low: { waveforms: 7 } } }],
  ["tiers.low.waveforms[0].untilDays", { tiers: { low: { waveforms: [{ untilDays: "9" }] } } }],
  ["waveformBudgetBytes", { ...DEFAULT_RETENTION_POLICY, waveformBudgetBytes: -1 }],
])("a policy with a wrong %s is refused by that name, before anybody is asked", async (field, body) => {
  asked = [];
  const answer = await send("policy", "PUT", body);
  expect([answer.status, asked]).toEqual([400, []]);
  expect(await answer.json()).toMatchObject({ field });
});

test("usage, pins and the check of pins are shown with units and counts", async () => {
  expect(await get("usage")).toEqual({
    tiers: [{ criticality: "low", machineCount: 2, acquisitionCount: 30, bytes: 400, pinnedAcquisitionCount: 5, pinnedBytes: 60 }],
    ...{
      countedAt: "1970-01-01T00:00:01Z",
      budgetBytes: 300,
      overBudgetBytes: 100,
      bytesPerDay: 7.5,
      fullInDays: 0,
      noForecastReason: null,
    },
  });
  const shown = { asset: "pump-1", acquisition: "a1", startTime: "1970-01-01T00:00:01Z", owner: "people", kind: "hold", record: "Li" };
  asked = [];
  expect(await get("pins?asset=pump-1&record=Li")).toEqual({ items: [{ ...shown, reason: "for the maker" }] });
  expect(asked).toMatchObject([{ ref: { organisation: "default", asset: "pump-1" }, acquisition: "", record: "Li" }]);
  expect(await get("verification?limit=4")).toMatchObject({
    soundCount: 4,
    damaged: [{ ...shown, problem: "is missing" }],
    nextCursor: "next",
  });
});

test("an acquisition is held with who and why; a hold that is none is not found, a machine that is none refused", async () => {
  asked = [];
  const held = await send("holds", "POST", { asset: "pump-1", acquisition: "a1", actor: "Li", reason: "for the maker" });
  expect([held.status, asked]).toMatchObject([200, [{ acquisition: "a1", actor: "Li", reason: "for the maker" }]]);
  expect((await send("holds/release", "POST", { asset: "pump-1", acquisition: "a1", actor: "Wang" })).status).toBe(404);
  expect((await send("holds", "POST", { acquisition: "a1" })).status).toBe(400);
  expect((await fetch(`${url}/pins`)).status).toBe(400);
  expect(await (await fetch(`${url}/sweeps?service=gateway`)).json()).toMatchObject({ field: "service" });
});
