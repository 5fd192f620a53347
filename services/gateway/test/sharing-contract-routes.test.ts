import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { PeopleService } from "@phm/contracts";
import { type DocumentStore, defineService, openStore } from "@phm/service-kit";
import { sharingContractOperations } from "../src/routes/sharing-contracts.js";
import { ContractBook } from "../src/sharing/contract-book.js";
import { CONTRACT_COLLECTION, type StoredContract } from "../src/sharing/stored-contract.js";
import { serveRoutes } from "./serve-routes.js";

let folder: string;
let store: DocumentStore;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-sharing-"));
  store = await openStore({ database: "unused", folder, file: "gateway.db" });
  const contracts = new ContractBook(() => store.collection<StoredContract>(CONTRACT_COLLECTION));
  const nobody = defineService(PeopleService, {} as never);
  const served = await serveRoutes(PeopleService, nobody, () => ({ contracts }), sharingContractOperations);
  [url, stop] = [`${served.url}/sharing-contracts`, served.stop];
});
afterAll(async () => {
  await stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const TERMS = {
  oem: "pumpmaker",
  assets: { by: "list", assets: [{ site: "north", asset: "p1" }] },
  grants: [{ dataClass: "condition", resolution: "raw" }],
  horizon: { delayS: 60 },
  expires: "2027-11-23T00:00:00Z",
};
let owner = 0;
beforeEach(() => {
  owner += 1;
});
const of = (organisation: string) => `?organisation=${organisation}`;
const own = () => of(`owner-${owner}`);
const post = async (path: string, body?: unknown) => {
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const get = async (path: string) => {
  const answer = await fetch(`${url}${path}`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

test("a contract is made, shown, listed from the last, and ended once", async () => {
  const made = await post(own(), TERMS);
  expect(made).toMatchObject({ status: 201, body: { ...TERMS, owner: `owner-${owner}`, state: "active", revoked: null } });
  const { id } = made.body;
  const second = await post(own(), { ...TERMS, assets: { by: "model", manufacturer: "Pumpmaker", model: "X 200" } });
  expect(await get(`/${id}${own()}`)).toEqual({ status: 200, body: made.body });
  expect((await get(own())).body).toMatchObject({ items: [{ id: second.body.id }, { id }] });
  const ended = await post(`/${id}/revoke${own()}`);
  expect(ended).toMatchObject({ status: 200, body: { state: "revoked", revoked: { by: "open" } } });
  expect((await post(`/${id}/revoke${own()}`)).body).toEqual(ended.body);
  expect((await get(`/${id}${own()}`)).body).toMatchObject({ state: "revoked" });
});

test("the contract of another owner is not there", async () => {
  const { body } = await post(own(), TERMS);
  expect(await get(`/${body.id}${of("somebody")}`)).toMatchObject({ status: 404 });
  expect(await post(`/${body.id}/revoke${of("somebody")}`)).toMatchObject({ status: 404 });
  expect((await get(`/${body.id}${own()}`)).body).toMatchObject({ state: "active" });
  expect((await get(of("somebody"))).body).toEqual({ items: [] });
});

test.each<[string, object, string]>([
  ["oneself", { oem: "" }, "oem"],
  ["no grant", { grants: [] }, "grants"],
  ["a class granted twice", { grants: [TERMS.grants[0], TERMS.grants[0]] }, "grants[1].dataClass"],
  ["hours of what is not kept by hour", { grants: [{ dataClass: "waveform", resolution: "hour" }] }, "grants[0].resolution"],
  ["no field of a class", { grants: [{ ...TERMS.grants[0], fields: [] }] }, "grants[0].fields"],
  ["a class that there is not", { grants: [{ dataClass: "everything", resolution: "raw" }] }, "grants[0].dataClass"],
  ["no machine", { assets: { by: "list", assets: [] } }, "assets.assets"],
  ["a model without a name", { assets: { by: "model", manufacturer: "Pumpmaker", model: " " } }, "assets.model"],
  ["a delay below zero", { horizon: { delayS: -1 } }, "horizon.delayS"],
  ["a horizon that ends before it begins", { horizon: { from: TERMS.expires, until: "2027-01-01T00:00:00Z", delayS: 0 } }, "horizon.until"],
  ["a time that is none", { horizon: { from: "soon", delayS: 0 } }, "horizon.from"],
  ["an end that is past", { expires: "2020-01-01T00:00:00Z" }, "expires"],
  ["an end in the far future", { expires: "2099-01-01T00:00:00Z" }, "expires"],
  ["a field that is not known", { password: "x" }, "password"],
])("%s is refused by name", async (what, change, field) => {
  const terms = what === "oneself" ? { ...TERMS, oem: `owner-${owner}` } : { ...TERMS, ...change };
  expect(await post(own(), terms)).toMatchObject({ status: 400, body: { field } });
  expect((await get(own())).body).toEqual({ items: [] });
});
