import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ConditionStateSchema, conditionToWire, subjectOf } from "@phm/contracts";
import { acquisitionId, addSeconds, assetRef, formatTimeNs, organisationId, type TimeNs } from "@phm/domain";
import {
  connectNats,
  createLogger,
  GrpcServer,
  HttpServer,
  JetStreamPublisher,
  KeyFile,
  Metrics,
  makeApiKey,
  type NatsLink,
  type Role,
  StoreUnavailable,
} from "@phm/service-kit";
import { type NatsServer, startNatsServer, waitFor } from "@phm/testkit";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { createContext, type GatewayContext } from "../src/context.js";
import { OPERATIONS } from "../src/operations.js";
import type { DataClass, SharingContract } from "../src/sharing/sharing-contract.js";
import { MEASURED_NS, OWNER, ownersServices, PUMP } from "./sharing-plant.js";

const OEM = "pumpmaker";
const NOTHING = { status: 404, code: "not_found", detail: "there is nothing of this organisation" };
const NOW_NS = BigInt(Date.now()) * 1_000_000n;
const logger = createLogger({ service: "test", level: "silent" });

let folder: string;
let nats: NatsServer;
let link: NatsLink;
let publisher: JetStreamPublisher;
let services: GrpcServer;
let context: GatewayContext;
let api: HttpServer;
let url: string;
const calls: { readonly method: string; readonly request: Record<string, unknown> }[] = [];
const secrets: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-sharing-"));
  nats = await startNatsServer();
  link = await connectNats({ url: nats.url, name: "test", logger });
  publisher = new JetStreamPublisher(link, { metrics: new Metrics("test") });
  services = new GrpcServer({ host: "127.0.0.1", port: 0, services: ownersServices(calls), logger, metrics: new Metrics("played") });
  const address = `127.0.0.1:${await services.start()}`;
  const file = join(folder, "keys.json");
  await new KeyFile(file).write([key(OEM, "oem"), key("rival", "oem"), key("nosy", "admin"), key(OWNER, "admin")]);
  const addresses = Object.fromEntries(["INGEST", "FEATURES", "PREDICT", "WORKORDERS"].map((name) => [`PHM_${name}_ADDRESS`, address]));
  const env = { ...addresses, NATS_URL: nats.url, PHM_API_KEYS_FILE: file, PHM_DATA_DIR: folder, LOG_LEVEL: "silent" };
  context = createContext(readConfig({ ...env, PHM_API_CHECK_ANSWERS: "true", PHM_API_REQUESTS_PER_MINUTE: "100000" }));
  api = new HttpServer({ host: "127.0.0.1", port: 0, app: createApp(context), portVariable: "PHM_API_PORT" });
  url = `http://127.0.0.1:${await api.start()}/api/v1`;
});
afterAll(async () => {
  context.streams.end();
  await api.stop();
  await context.resources.close();
  await services.stop();
  await link.close();
  await nats.stop();
  await rm(folder, { recursive: true });
});

function key(organisation: string, role: Role) {
  const made = makeApiKey({ id: organisation, role, organisation, expiresAt: "2099-01-01T00:00:00Z" });
  secrets[organisation] = made.secret;
  return made.key;
}

const terms = (dataClass: DataClass, change: Partial<SharingContract> = {}): Omit<SharingContract, "id" | "revoked"> => ({
  ...{ owner: organisationId(OWNER), oem: organisationId(OEM), madeBy: "admin", madeNs: addSeconds(NOW_NS, -86_400) },
  assets: { by: "list", assets: [{ site: PUMP.site, asset: PUMP.asset }] },
  grants: [{ dataClass, resolution: "raw" }],
  horizon: { delayS: 0 },
  expiresNs: addSeconds(NOW_NS, 86_400),
  ...change,
});

/** Ends what is shared, and shares this alone. */
async function share(...contracts: Omit<SharingContract, "id" | "revoked">[]): Promise<string[]> {
  for (const oem of [OEM, "rival"].map((name) => organisationId(name))) {
    const standing = await context.contracts.inForceFor(oem, BigInt(Date.now()) * 1_000_000n);
    for (const { id, owner } of standing) await context.contracts.revoke(id, owner, "admin", NOW_NS);
  }
  const made: string[] = [];
  for (const contract of contracts) made.push((await context.contracts.make(contract)).contract.id);
  return made;
}
beforeEach(() => share());

async function ask(path: string, as = OEM) {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${secrets[as]}` } });
  const isJson = answer.headers.get("content-type")?.includes("json");
  return { status: answer.status, body: (isJson ? await answer.json() : { text: await answer.text() }) as Record<string, unknown> };
}
const of = (organisation: string, more = "") => `?organisation=${organisation}&site=north${more}`;

/** What each operation needs beside the machine. A shared operation without a row fails. */
const QUERIES: Readonly<Record<string, string>> = {
  computeSpectrum: "&point=de&kind=amplitude",
  computeWaterfall: "&point=de",
  getCharacteristicFrequencies: "",
  getCondition: "",
  getAcquisition: "",
  getWaveform: "&point=de",
  listAcquisitions: "",
  downloadAcquisition: "&format=csv",
  listFeatures: "&point=de",
  listReadings: "",
  listRemainingLife: "",
  listWorkOrderStatus: "",
};
const SHARED = OPERATIONS.flatMap(({ id, path, method, shares }) => {
  if (shares === undefined || shares === "several") return [];
  const at = (asset: string) => path.replace(":asset", asset).replace(":acquisition", "a1").replace(":point", "de");
  return { id, method, shares, at };
});

test("every operation that shows something of others is tried here, and reads", () => {
  expect(SHARED.map(({ id }) => id).sort()).toEqual(Object.keys(QUERIES).sort());
  expect(new Set(SHARED.map(({ method }) => method))).toEqual(new Set(["get"]));
});

describe.each(SHARED)("$id", ({ id, shares, at }) => {
  const path = at(PUMP.asset) + of(OWNER, QUERIES[id]);
  const another: DataClass = shares === "reading" ? "feature" : "reading";

  test("shows nothing without a contract, and what a contract shows", async () => {
    expect((await ask(path)).body).toMatchObject(NOTHING);
    await share(terms(shares));
    expect(await ask(path)).toMatchObject({ status: 200 });
  });

  test.each<[string, () => Partial<SharingContract>]>([
    ["that has expired", () => ({ madeNs: addSeconds(NOW_NS, -9), expiresNs: addSeconds(NOW_NS, -1) })],
    ["of another class", () => ({ grants: [{ dataClass: another, resolution: "raw" }] })],
    ["of another machine", () => ({ assets: { by: "list", assets: [{ site: PUMP.site, asset: assetRef("a", "b", "p2").asset }] } })],
    [
      "of a machine of the same name at another site",
      () => ({ assets: { by: "list", assets: [{ site: assetRef("a", "south", "p1").site, asset: PUMP.asset }] } }),
    ],
    ["of another model", () => ({ assets: { by: "model", manufacturer: "Pumpmaker", model: "X 300" } })],
    ["with another equipment maker", () => ({ oem: organisationId("rival") })],
    ["by another owner", () => ({ owner: organisationId("somebody") })],
  ])("shows nothing by a contract %s, in the words for what there is not", async (_, change) => {
    await share(terms(shares, change()));
    calls.length = 0;
    expect((await ask(path)).body).toMatchObject(NOTHING);
    expect(calls.filter(({ method }) => method !== "listEquipment")).toEqual([]);
  });

  test("shows nothing from the next look after it is revoked, nor to anybody else while it stands", async () => {
    const [contract] = await share(terms(shares, { assets: { by: "model", manufacturer: "pumpmaker", model: "x 200" } }));
    expect((await ask(path)).status).toBe(200);
    for (const other of ["rival", "nosy"]) expect((await ask(path, other)).body).toMatchObject(NOTHING);
    expect((await ask(at("p9") + of(OWNER, QUERIES[id]))).body).toMatchObject(NOTHING);
    expect((await ask(at(PUMP.asset) + of("nobody", QUERIES[id]))).body).toMatchObject(NOTHING);
    await context.contracts.revoke(String(contract), organisationId(OWNER), "admin", NOW_NS);
    expect((await ask(path)).body).toMatchObject(NOTHING);
  });

  test("shows what was measured within the horizon alone", async () => {
    const asked: [Partial<SharingContract>, boolean][] = [
      [{ horizon: { delayS: 1_800 } }, true],
      [{ horizon: { delayS: 7_200 } }, false],
      [{ horizon: { fromNs: addSeconds(NOW_NS, -600), delayS: 0 } }, false],
      [{ horizon: { untilNs: addSeconds(NOW_NS, -7_200), delayS: 0 } }, false],
    ];
    for (const [change, isShown] of asked) {
      await share(terms(shares, change));
      calls.length = 0;
      const { status, body } = await ask(path);
      const ranges = calls.flatMap(({ request }) => ("toNs" in request ? [request as { fromNs: TimeNs; toNs: TimeNs }] : []));
      for (const { fromNs, toNs } of ranges) {
        const isAsked = fromNs <= MEASURED_NS && MEASURED_NS < toNs;
        expect([id, change, isAsked]).toEqual([id, change, isShown]);
      }
      if (ranges.length === 0 && id !== "getCharacteristicFrequencies") {
        const isEmpty = status === 404 || (body.items as unknown[] | undefined)?.length === 0;
        expect([id, change, !isEmpty]).toEqual([id, change, isShown]);
      }
    }
  });
});

test("only granted fields are shown, with what says which record it is", async () => {
  await share(terms("condition", { grants: [{ dataClass: "condition", fields: ["health"], resolution: "raw" }] }));
  expect((await ask(`/assets/p1/condition${of(OWNER)}`)).body).toEqual({ asset: "p1", health: 0.5 });
  await share(terms("work_order_status", { grants: [{ dataClass: "work_order_status", fields: ["state"], resolution: "raw" }] }));
  const orders = await ask(`/assets/p1/work-order-status${of(OWNER)}`);
  expect(orders.body.items).toEqual([{ id: "WO-1", state: "open", time: formatTimeNs(MEASURED_NS) }]);
  await share(terms("feature", { grants: [{ dataClass: "feature", fields: ["rms"], resolution: "raw" }] }));
  expect((await ask(`/assets/p1/features${of(OWNER, "&point=de")}`)).body).toMatchObject({ columns: { rms: [1] } });
  expect(Object.keys((await ask(`/assets/p1/features${of(OWNER, "&point=de&features=kurtosis")}`)).body.columns as object)).toEqual([
    "rms",
  ]);
});

test("a file, of which no field can be left out, is shown where all of the class is, and a bundle to the owner alone", async () => {
  await share(terms("waveform"));
  const file = (format: string) => ask(`/assets/p1/acquisitions/a1/file${of(OWNER, `&format=${format}`)}`);
  expect([(await file("csv")).status, (await file("wav")).status, (await file("bundle")).status]).toEqual([200, 200, 404]);
  await share(terms("waveform", { grants: [{ dataClass: "waveform", fields: ["values"], resolution: "raw" }] }));
  expect((await file("csv")).body).toMatchObject(NOTHING);
});

test("remaining life is not part of the condition, and an order says nothing of people", async () => {
  await share(terms("condition"), terms("work_order_status"));
  expect((await ask(`/assets/p1/condition${of(OWNER)}`)).body).not.toHaveProperty("rul");
  expect(JSON.stringify((await ask(`/assets/p1/work-order-status${of(OWNER)}`)).body)).not.toContain("secret");
  expect((await ask(`/assets/p1/condition?site=north`, OWNER)).body).toHaveProperty("rul.p10S", 60);
});

test("a contract for hours shows whole hours that are over, whatever is asked for", async () => {
  await share(terms("feature", { grants: [{ dataClass: "feature", resolution: "hour" }], horizon: { delayS: 60 } }));
  for (const more of ["", "&points=500"]) {
    calls.length = 0;
    expect((await ask(`/assets/p1/features${of(OWNER, `&point=de${more}`)}`)).body).toMatchObject({ resolution: "hour" });
    const { toNs } = calls.find(({ method }) => method === "queryFeatures")?.request ?? {};
    const hours = Number(toNs as TimeNs) / 3.6e12;
    expect(hours).toBe(Math.round(hours));
    expect(toNs as TimeNs).toBeLessThanOrEqual(BigInt(Date.now()) * 1_000_000n);
  }
});

test("an equipment maker lists what is shared with it, by listed machine and by model", async () => {
  expect((await ask("/shared")).body).toEqual({ items: [] });
  const [, model] = await share(
    terms("spectrum"),
    terms("condition", { assets: { by: "model", manufacturer: "Pumpmaker", model: "X 200" }, horizon: { delayS: 3_600 } }),
    terms("feature", { madeNs: addSeconds(NOW_NS, -9), expiresNs: addSeconds(NOW_NS, -1) }),
  );
  const { items } = (await ask("/shared")).body as { items: { grants: object[] }[] };
  expect(items).toMatchObject([{ owner: OWNER, site: "north", asset: "p1" }]);
  expect(items[0]?.grants).toMatchObject([{ dataClass: "spectrum" }, { dataClass: "condition", contract: model }]);
  expect((await ask("/shared", "rival")).body).toEqual({ items: [] });
  expect((await ask("/shared", OWNER)).status).toBe(403);
});

test("what is not shared by any contract stays closed, and so does writing", async () => {
  await share(
    ...(["condition", "spectrum", "waveform", "feature", "remaining_life", "work_order_status", "reading"] as const).map((each) =>
      terms(each),
    ),
  );
  for (const path of [
    "/assets",
    "/assets/p1",
    "/fleet",
    "/work-orders",
    "/equipment",
    "/people",
    "/assets/p1/gaps",
    "/sharing-contracts",
  ]) {
    expect([path, (await ask(path + of(OWNER))).body]).toEqual([path, expect.objectContaining(NOTHING)]);
  }
  const answer = await fetch(`${url}/suppressions${of(OWNER)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secrets[OEM]}`, "content-type": "application/json" },
    body: "{}",
  });
  expect(answer.status).toBe(404);
});

describe("the audit", () => {
  type Told = { who: string; what: string; owner: string; decision: string; contract?: string; count: number };
  const entriesOf = async (path: string, as: string) => ((await ask(path, as)).body as { items: Told[] }).items;

  test("tells the owner and the maker of each look, before it is answered, with the contract that let it", async () => {
    const [contract] = await share(terms("spectrum"));
    await ask(`/assets/p1/acquisitions/a1/spectrum${of(OWNER, "&point=de&kind=psd")}`);
    const look = {
      who: OEM,
      organisation: OEM,
      owner: OWNER,
      asset: "p1",
      site: "north",
      decision: "allowed",
      contract,
      dataClass: "spectrum",
    };
    const what = "GET /api/v1/assets/:asset/acquisitions/:acquisition/spectrum";
    expect((await entriesOf("/audit?others=true&limit=1", OWNER))[0]).toMatchObject({ ...look, what, role: "oem", count: 1 });
    expect((await entriesOf("/audit/own?limit=1", OEM))[0]).toMatchObject({ ...look, what });
    expect((await ask("/audit/verification", OWNER)).body).toMatchObject({ isSound: true });
  });

  test("tells the owner of a change before it is made, and of looks soon after", async () => {
    const before = (await entriesOf("/audit?limit=500", OWNER)).length;
    await fetch(`${url}/suppressions`, { method: "POST", headers: { authorization: `Bearer ${secrets[OWNER]}` } });
    const [last] = await entriesOf("/audit?limit=1", OWNER);
    expect(last).toMatchObject({ who: OWNER, what: "POST /api/v1/suppressions", decision: "allowed" });
    expect((await entriesOf("/audit?limit=500", OWNER)).length).toBeGreaterThan(before);
  });

  test("does not tell an owner of who tried what is not shared, and makes no chain for a name that is thought up", async () => {
    await ask(`/assets/p1/condition${of("thought-up")}`);
    await context.audit?.close();
    expect((await context.auditBook.list("thought-up", {}, { limit: 10, cursor: "" })).entries).toEqual([]);
    const { entries } = await context.auditBook.list(OEM, {}, { limit: 500, cursor: "" });
    expect(entries.some(({ entry }) => entry.decision === "refused" && entry.what.endsWith("/condition"))).toBe(true);
  });

  test("is the owner's administrator's alone", async () => {
    for (const path of ["/audit", "/audit/verification"]) {
      expect((await ask(path, OEM)).status).toBe(403);
      expect((await ask(`${path}?organisation=${OWNER}`, "nosy")).status).toBe(404);
    }
    expect((await ask("/audit/verification?head=1:x", OWNER)).body).toMatchObject({ status: 400, field: "head" });
    expect((await ask(`/audit/verification?head=1:${"0".repeat(64)}`, OWNER)).body).toMatchObject({ isSound: false, holdsHead: false });
  });

  test("nothing is shown and nothing is changed where it cannot be told", async () => {
    await share(terms("condition"));
    const log = context.audit as unknown as { record: unknown };
    const { record } = log;
    log.record = async () => {
      throw new StoreUnavailable("away");
    };
    try {
      calls.length = 0;
      expect((await ask(`/assets/p1/condition${of(OWNER)}`)).status).toBe(503);
      const write = await fetch(`${url}/suppressions`, { method: "POST", headers: { authorization: `Bearer ${secrets[OWNER]}` } });
      expect(write.status).toBe(503);
      expect(calls).toEqual([]);
    } finally {
      log.record = record;
    }
  });
});

describe("a stream of events", () => {
  async function listen(query: string) {
    const leaving = new AbortController();
    const response = await fetch(`${url}/events${query}`, { headers: { authorization: `Bearer ${secrets[OEM]}` }, signal: leaving.signal });
    const seen = { text: "", status: response.status, endedAtMs: 0 };
    const reading = (async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) seen.text += Buffer.from(chunk).toString();
      seen.endedAtMs = Date.now();
    })().catch(() => {});
    const leave = async () => {
      leaving.abort();
      await reading;
    };
    return { seen, leave };
  }

  let sequence = 0;
  async function announce(asset: string, change: object = {}): Promise<void> {
    const ref = assetRef(OWNER, "north", asset);
    const timeNs = BigInt(Date.now()) * 1_000_000n - 1_000_000n;
    const value = { ref, acquisition: acquisitionId(`e${sequence++}`), timeNs, featureSet: "f", modelVersion: "m" };
    const state = { ...value, state: "alarm", sinceNs: timeNs, zone: "C", onsetNs: null, levelRatio: 1, ...change } as never;
    const payload = toBinary(ConditionStateSchema, create(ConditionStateSchema, conditionToWire(state)));
    await publisher.publish({ subject: subjectOf("condition", ref), messageId: `${asset}-${sequence}`, payload });
  }

  test("tells of shared machines alone, and ends within a second when its contract is revoked", async () => {
    const [contract] = await share(terms("condition"));
    const { seen, leave } = await listen(of(OWNER, "&kinds=condition").replace("&site=north", ""));
    await waitFor(async () => seen.text.includes("event: ready"), { what: "the stream" });
    await announce("p2");
    await announce("p1");
    await waitFor(async () => seen.text.includes('"asset":"p1"'), { what: "the event" });
    expect(seen.text).not.toContain("p2");
    const revokedAtMs = Date.now();
    await context.contracts.revoke(String(contract), organisationId(OWNER), "admin", NOW_NS);
    await waitFor(async () => seen.endedAtMs > 0, { what: "the end of the stream", timeoutMs: 5_000 });
    // Half a second by design; the rest is for a machine that is busy with other things.
    expect(seen.endedAtMs - revokedAtMs).toBeLessThan(1_000);
    await leave();
  });

  test("of one machine ends when that is shared no more, though another still is", async () => {
    const other = { site: PUMP.site, asset: assetRef("a", "b", "p2").asset };
    const [first] = await share(terms("condition"), terms("condition", { assets: { by: "list", assets: [other] } }));
    const { seen, leave } = await listen(of(OWNER, "&asset=p1"));
    await waitFor(async () => seen.text.includes("event: ready"), { what: "the stream" });
    await context.contracts.revoke(String(first), organisationId(OWNER), "admin", NOW_NS);
    await waitFor(async () => seen.endedAtMs > 0, { what: "the end of the stream", timeoutMs: 5_000 });
    await leave();
  });

  test("is not begun without a contract", async () => {
    const { seen, leave } = await listen(of(OWNER));
    expect(seen.status).toBe(404);
    await leave();
  });

  test("and every look end where the contracts cannot be read", async () => {
    await share(terms("condition"));
    const { seen, leave } = await listen(of(OWNER, "&kinds=condition").replace("&site=north", ""));
    await waitFor(async () => seen.text.includes("event: ready"), { what: "the stream" });
    const book = context.contracts as { inForceBetween: unknown };
    const { inForceBetween } = context.contracts;
    book.inForceBetween = async () => {
      throw new Error("the store is away");
    };
    try {
      await waitFor(async () => seen.endedAtMs > 0, { what: "the end of the stream", timeoutMs: 5_000 });
      expect((await ask(`/assets/p1/condition${of(OWNER)}`)).status).toBeGreaterThanOrEqual(500);
    } finally {
      book.inForceBetween = inForceBetween;
      await leave();
    }
  });
});
