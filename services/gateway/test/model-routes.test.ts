import { create } from "@bufbuild/protobuf";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  type GateReportMessage,
  GateReportSchema,
  ModelEventSchema,
  type ModelRecordMessage,
  ModelRecordSchema,
  ModelService,
  modelStateCodec,
} from "@phm/contracts";
import { defineService, ServiceError } from "@phm/service-kit";
import { modelRoutes } from "../src/routes/models.js";
import { serveRoutes } from "./serve-routes.js";

const interval = { mean: 0.2, low: 0.1, high: 0.3 };
const score = { name: "rig-2", lives: 6, pinballLn: interval, coverageRatio: interval, medianErrorLn: 0.4 };
const record = (state: "champion" | "challenger" | "retired", model = "rig-2"): ModelRecordMessage =>
  create(ModelRecordSchema, {
    ...{ model, state: modelStateCodec.toWire(state), sinceNs: 1_700_000_000_000_000_000n, kind: "proportional_odds", sha256: "ab" },
    ...{ registeredBy: "Li", registeredNs: 1_700_000_000_000_000_000n, live: { lives: 0 } },
    card: { data: "six lives", licence: "as stated", lives: 6, split: "one out", limits: "rigs", scores: [score] },
    drift: [{ input: "lnRatio", values: 12 }],
  });
const gate = (passed: boolean): GateReportMessage =>
  create(GateReportSchema, {
    ...{ passed, champion: "rig-1", challenger: "rig-2", lives: 6 },
    criteria: [{ measure: "pinball_ln", over: "all", champion: 0.2, challenger: 0.3, limit: 0.21, passed }],
  });

/** A model service in memory that plays the other side and notes what it was asked. */
let state: "champion" | "challenger" | "retired";
let passes: boolean;
let asked: unknown;
const peer = defineService(ModelService, {
  listModels: async ({ scope }) => {
    asked = scope;
    return { models: [record(state)], version: 7n };
  },
  getModel: async ({ model, withDocument }) => {
    if (model === "nobody") throw new ServiceError("not_found", "there is no model nobody");
    return { model: record(state), version: 7n, gate: gate(passes), ...(withDocument ? { document: Buffer.from('{"format":"x"}') } : {}) };
  },
  registerModel: async () => ({}),
  promoteModel: async ({ to, actor, reason, force, expectedVersion }) => {
    asked = { to: modelStateCodec.fromWire(to, "to"), actor, reason, force, expectedVersion };
    return { promoted: passes || force, model: record("champion"), version: 9n, gate: gate(passes) };
  },
  rollbackModel: async ({ role, actor, expectedVersion }) => {
    asked = { role: modelStateCodec.fromWire(role, "role"), actor, expectedVersion };
    return { champion: record("champion", "rig-1"), version: 11n };
  },
  listModelEvents: async () => ({
    events: [create(ModelEventSchema, { sequence: 3n, model: "rig-2", to: modelStateCodec.toWire("registered"), timeNs: 1n, actor: "Li" })],
    nextCursor: "",
  }),
});

let stop: () => Promise<void>;
let url: string;
beforeAll(async () => {
  const served = await serveRoutes(ModelService, peer, (calls) => ({ predict: { models: calls } }), modelRoutes);
  [url, stop] = [`${served.url}`, served.stop];
});
afterAll(() => stop());
beforeEach(() => {
  [state, passes, asked] = ["challenger", true, undefined];
});

const post = async (path: string, body: unknown, headers = {}) => {
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
  const answer = await fetch(`${url}${path}`, init);
  return { status: answer.status, etag: answer.headers.get("etag"), body: (await answer.json()) as object };
};
const BY = { actor: "Li", reason: "six lives" };

test("the models of a site are listed with card, state and what they came to; the version is the ETag", async () => {
  const answer = await fetch(`${url}/models?organisation=acme&site=north&timeScale=plant`);
  expect(answer.headers.get("etag")).toBe('"7"');
  const shown = {
    ...{ model: "rig-2", state: "challenger", since: "2023-11-14T22:13:20Z", builtIn: false, registered: { by: "Li" } },
    card: { lives: 6, createdBy: null, scores: [{ pinballLn: interval, coverageRatio: interval }] },
    live: { lives: 0, coverageRatio: null },
    drift: [{ input: "lnRatio", stabilityIndex: null, values: 12, drifted: false }],
  };
  expect(await answer.json()).toMatchObject({ items: [shown] });
  expect(asked).toMatchObject({ organisation: "acme", site: "north", timeScale: 2 });
});

test("one model is shown with what the gate would say, and its document can be had", async () => {
  expect(await (await fetch(`${url}/models/rig-2`)).json()).toMatchObject({
    model: "rig-2",
    gate: { passed: true, criteria: [{ over: "all" }] },
  });
  expect(await (await fetch(`${url}/models/rig-2/document`)).json()).toEqual({ format: "x" });
  expect((await fetch(`${url}/models/nobody`)).status).toBe(404);
});

test("the history says who decided", async () => {
  const answer = await fetch(`${url}/model-events?model=rig-2`);
  expect(await answer.json()).toMatchObject({ items: [{ sequence: 3, from: null, to: "registered", actor: "Li", forced: false }] });
});

test("a promotion carries who, why and the version that was seen", async () => {
  const answer = await post("/models/rig-2/promote", { to: "champion", ...BY }, { "if-match": '"7"' });
  expect(answer).toMatchObject({ status: 200, etag: '"9"', body: { state: "champion", gate: { passed: true } } });
  expect(asked).toEqual({ to: "champion", ...BY, force: false, expectedVersion: 7n });
});

test("what the gate refuses is a problem with the comparison; it can be forced", async () => {
  passes = false;
  const refused = await post("/models/rig-2/promote", { to: "champion", ...BY });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.body).toMatchObject({
    code: "failed_precondition",
    detail: expect.stringContaining("pinball_ln over all lives"),
    gate: { passed: false },
  });
  expect(await post("/models/rig-2/promote", { to: "champion", force: true, ...BY })).toMatchObject({ status: 200 });
});

test.each(["champion", "challenger"] as const)(
  "a %s is taken back in the role that it has, unless that has changed since",
  async (role) => {
    state = role;
    expect(await post("/models/rig-2/rollback", BY)).toMatchObject({ status: 200, etag: '"11"', body: { model: "rig-1" } });
    expect(asked).toEqual({ role, actor: "Li", expectedVersion: 7n });
  },
);

test.each([
  ["/models/rig-2/promote", { to: "king", ...BY }, "to"],
  ["/models/rig-2/promote", { to: "champion", force: "yes", ...BY }, "force"],
  ["/models/rig-2/promote", { to: "champion", actor: 7 }, "actor"],
  ["/models/rig-2/promote?timeScale=fast", { to: "champion", ...BY }, "timeScale"],
  ["/models/rig-2/rollback", { actor: 7 }, "actor"],
])("%s with %j is refused by name", async (path, body, field) => {
  expect(await post(path, body)).toMatchObject({ status: 400, body: { field } });
});

test("a model that neither speaks nor runs in shadow cannot be taken back", async () => {
  state = "retired";
  expect(await post("/models/rig-2/rollback", BY)).toMatchObject({ status: 400, body: { field: "model" } });
});
