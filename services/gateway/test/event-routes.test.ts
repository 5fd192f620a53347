import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AlarmSchema, alarmToWire, ConditionStateSchema, subjectOf } from "@phm/contracts";
import { acquisitionId, assetRef } from "@phm/domain";
import { connectNats, createLogger, HttpServer, JetStreamPublisher, KeyFile, Metrics, makeApiKey, type NatsLink } from "@phm/service-kit";
import { type NatsServer, startNatsServer, waitFor } from "@phm/testkit";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { createContext, type GatewayContext } from "../src/context.js";

const TIME_NS = 1_767_225_600_000_000_000n;
let folder: string;
let nats: NatsServer;
let link: NatsLink;
let publisher: JetStreamPublisher;
let keys: KeyFile;
let gateway: { readonly context: GatewayContext; readonly api: HttpServer; readonly url: string };
const secrets: Record<string, string> = {};
const readers: Reader[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-events-"));
  nats = await startNatsServer();
  const logger = createLogger({ service: "test", level: "silent" });
  link = await connectNats({ url: nats.url, name: "test", logger });
  publisher = new JetStreamPublisher(link, { metrics: new Metrics("test") });
  keys = new KeyFile(join(folder, "keys.json"));
  await keys.write(["acme", "other"].map((organisation) => make(organisation)));
  gateway = await startGateway();
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.leave();
  await stopGateway();
  await link.close();
  await nats.stop();
  await rm(folder, { recursive: true });
});

function make(organisation: string) {
  const { key, secret } = makeApiKey({ id: organisation, role: "viewer", organisation, expiresAt: "2099-01-01T00:00:00Z" });
  secrets[organisation] = secret;
  return key;
}

async function startGateway() {
  const env = { NATS_URL: nats.url, PHM_API_KEYS_FILE: join(folder, "keys.json"), PHM_DATA_DIR: folder, LOG_LEVEL: "silent" };
  const context = createContext(readConfig(env));
  const api = new HttpServer({ host: "127.0.0.1", port: 0, app: createApp(context), portVariable: "PHM_API_PORT" });
  return { context, api, url: `http://127.0.0.1:${await api.start()}/api/v1/events` };
}

async function stopGateway(): Promise<void> {
  gateway.context.streams.end();
  await gateway.api.stop();
  await gateway.context.resources.close();
}

interface Told {
  readonly id: number;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads a stream until it ends. */
class Reader {
  readonly told: Told[] = [];
  hasEnded = false;
  readonly #leaving = new AbortController();

  constructor(
    private readonly query = "",
    private readonly lastEventId?: number,
    private readonly organisation = "acme",
  ) {
    readers.push(this);
  }

  async listen(): Promise<this> {
    const headers = { authorization: `Bearer ${secrets[this.organisation]}` };
    const resume: Record<string, string> = this.lastEventId === undefined ? {} : { "last-event-id": String(this.lastEventId) };
    const response = await fetch(`${gateway.url}${this.query}`, { headers: { ...headers, ...resume }, signal: this.#leaving.signal });
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    void this.#read(response)
      .catch(() => {})
      .finally(() => {
        this.hasEnded = true;
      });
    await waitFor(() => this.told.length > 0, { what: "the first event" });
    return this;
  }

  leave(): void {
    this.#leaving.abort();
  }

  assets(): unknown[] {
    return this.told.slice(1).map(({ data }) => data.asset);
  }

  async #read(response: Response): Promise<void> {
    let text = "";
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk);
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const [, id, event, data] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        if (id !== undefined) this.told.push({ id: Number(id), event: event ?? "", data: JSON.parse(data ?? "") });
      }
    }
  }
}

let count = 0;
async function announceAlarm(asset: string, organisation = "acme"): Promise<void> {
  const ref = assetRef(organisation, "default", asset);
  const of = { ref, acquisition: acquisitionId("a1"), timeNs: TIME_NS, featureSet: "core-v2", modelVersion: "m" };
  const alarm = { ...of, id: `alarm-${asset}`, state: "unacknowledged", condition: "alarm", active: true, sequence: 1 } as const;
  const times = { raisedNs: TIME_NS, sinceNs: TIME_NS, shelvedUntilNs: null };
  const payload = toBinary(AlarmSchema, alarmToWire({ ...alarm, ...times }));
  count += 1;
  await publisher.publish({ subject: subjectOf("alarm", ref), messageId: `test-${count}`, payload });
}

async function announceCondition(asset: string): Promise<void> {
  const ref = assetRef("acme", "default", asset);
  const payload = toBinary(
    ConditionStateSchema,
    create(ConditionStateSchema, {
      ref,
      acquisition: "a1",
      timeNs: TIME_NS,
      featureSet: "f",
      modelVersion: "m",
      state: 1,
      sinceNs: TIME_NS,
    }),
  );
  count += 1;
  await publisher.publish({ subject: subjectOf("condition", ref), messageId: `test-${count}`, payload });
}

describe("a stream of events", () => {
  test("tells what happens in its order, of the own organisation and nobody else's", async () => {
    const [mine, others] = [await new Reader().listen(), await new Reader("", undefined, "other").listen()];
    for (const asset of ["p1", "p2"]) await announceAlarm(asset);
    await announceAlarm("secret", "other");
    await announceAlarm("p3");
    await waitFor(() => mine.told.length === 4 && others.told.length === 2, { what: "all events" });
    expect(mine.assets()).toEqual(["p1", "p2", "p3"]);
    expect(others.assets()).toEqual(["secret"]);
    expect(mine.told[1]).toMatchObject({
      event: "alarm",
      data: { site: "default", asset: "p1", time: "2026-01-01T00:00:00Z", id: "alarm-p1", state: "unacknowledged", condition: "alarm" },
    });
  });

  test("tells changes only unless more is asked for, and of one asset where one is named", async () => {
    const [changes, conditions] = [await new Reader().listen(), await new Reader("?kinds=condition&site=default&asset=p2").listen()];
    for (const asset of ["p1", "p2"]) await announceCondition(asset);
    await announceAlarm("p2");
    await waitFor(() => changes.told.length === 2 && conditions.told.length === 2, { what: "one event each" });
    expect(changes.told[1]?.event).toBe("alarm");
    expect(conditions.told[1]).toMatchObject({ event: "condition", data: { asset: "p2" } });
  });

  test("goes on where the reader was, also at another gateway; nothing is told twice and nothing is missed", async () => {
    const before = await new Reader().listen();
    await announceAlarm("p1");
    await waitFor(() => before.told.length === 2, { what: "the first alarm" });
    await stopGateway();
    await waitFor(() => before.hasEnded, { what: "the end of the stream" });
    await announceAlarm("p2");
    gateway = await startGateway();
    const after = await new Reader("", before.told.at(-1)?.id).listen();
    await announceAlarm("p3");
    await waitFor(() => after.told.length === 3, { what: "both alarms" });
    expect(after.assets()).toEqual(["p2", "p3"]);
  });

  test("says that it cannot go on from what is not kept", async () => {
    const reader = await new Reader("", 4711).listen();
    expect(reader.told[0]?.event).toBe("reset");
  });

  test("ends soon after the key is revoked", async () => {
    const reader = await new Reader().listen();
    await keys.write([]);
    const revokedAtMs = Date.now();
    await waitFor(() => reader.hasEnded, { what: "the end of the stream" });
    expect(Date.now() - revokedAtMs).toBeLessThan(5_000);
  });
});

test.each([
  ["?kinds=rumour", "kinds"],
  ["?asset=p1", "site"],
  ["?colour=red", "colour"],
])("%s is refused by the name of %s", async (query, field) => {
  const headers = { authorization: `Bearer ${secrets.acme}` };
  expect(await (await fetch(`${gateway.url}${query}`, { headers })).json()).toMatchObject({ status: 400, field });
  const wrong = await fetch(gateway.url, { headers: { ...headers, "last-event-id": "-1" } });
  expect(await wrong.json()).toMatchObject({ status: 400, field: "Last-Event-ID" });
});

test("without a broker there are no events, and the answer says so", async () => {
  await nats.stop();
  const response = await fetch(gateway.url, { headers: { authorization: `Bearer ${secrets.acme}` } });
  expect(response.status).toBe(503);
});
