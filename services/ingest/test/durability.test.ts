import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AcquisitionSchema,
  type AcquisitionService,
  acquisitionToWire,
  assetRefToWire,
  durabilityCodec,
  LINK_STREAMS,
} from "@phm/contracts";
import type { Acquisition } from "@phm/domain";
import { deliver } from "@phm/sender";
import { AssetDirectory, ensureTopology, linkTopology, type Service, type ServiceClient } from "@phm/service-kit";
import { waitFor } from "@phm/testkit";
import { askBroker } from "../src/durability/broker-monitor.js";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const STREAM = LINK_STREAMS.acquisition.name;
const PUMP = pump("pump-1");
const some = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => acquisitionOf(PUMP, from + i));

let around: Surroundings;
let running: Service | undefined;
beforeEach(async () => {
  around = await surroundings([PUMP]);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await around.close();
});

async function start(env: Readonly<Record<string, string>>): Promise<void> {
  running = createIngest(readConfig({ ...around.env, ...env }));
  await running.start();
}

/** The level that the acknowledgement of one acquisition names. */
async function levelOf(client: ServiceClient<typeof AcquisitionService>, acquisition: Acquisition) {
  const stream = client.call.submit();
  await stream.send({ acquisition: acquisitionToWire(acquisition) });
  for await (const { outcome } of stream.responses) {
    stream.cancel();
    if (outcome.case === "accepted") return durabilityCodec.fromWire(outcome.value.durability, "durability");
    throw new Error(`not accepted: ${JSON.stringify(outcome.value)}`);
  }
  throw new Error("no answer");
}

interface HeldMessage {
  readonly id: string;
  readonly storedAtMs: number;
}

/** What the broker holds, in the order of the stream. */
async function heldByTheBroker(): Promise<HeldMessage[]> {
  const { state } = await around.link.manager.streams.info(STREAM);
  const held: HeldMessage[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await around.link.manager.streams.getMessage(STREAM, { seq });
    if (message) held.push({ id: fromBinary(AcquisitionSchema, message.data).id, storedAtMs: message.time.getTime() });
  }
  return held;
}

async function onTheBroker(): Promise<string[]> {
  return (await heldByTheBroker()).map(({ id }) => id);
}

describe("an acknowledgement", () => {
  test.each(["memory", "database"] as const)("at the level %s says so, also of a repetition", async (level) => {
    await start({ PHM_DURABILITY: level });
    const [acquisition] = some(0, 1);
    expect(await levelOf(around.acquisitions, acquisition!)).toBe(level);
    expect(await levelOf(around.acquisitions, acquisition!)).toBe(level);
  });

  test("below the level that a sender wants is no acknowledgement: it stops and says what it was given", async () => {
    await start({ PHM_DURABILITY: "memory" });
    const delivery = deliver(some(0, 3), { client: around.acquisitions, durability: "fsync" });
    await expect(delivery).rejects.toMatchObject({ code: "failed_precondition", reason: "durability_too_low", value: "memory" });
    await running?.stop();
    await start({ PHM_DURABILITY: "database" });
    const counts = await deliver(some(0, 3), { client: around.acquisitions, durability: "fsync" });
    expect(counts.accepted + counts.duplicates).toBe(3);
  });
});

describe("a level that the broker cannot give", () => {
  test("is refused at start-up by the variable's name, with what is missing", async () => {
    await expect(start({ PHM_DURABILITY: "replicated" })).rejects.toMatchObject({ code: "failed_precondition", field: "PHM_DURABILITY" });
    const isOld = /^2\.[0-9]\./.test(around.link.connection.info?.version ?? "");
    await expect(start({ PHM_DURABILITY: "fsync" })).rejects.toThrow(isOld ? /knows no sync_interval/ : /PHM_NATS_MONITOR_URL is not set/);
  });

  test("and one that there is not are problems of the configuration", () => {
    expect(() => readConfig({ PHM_DURABILITY: "disk" })).toThrow(/PHM_DURABILITY is "disk"; it must be one of memory, fsync, replicated/);
    expect(() => readConfig({ PHM_NATS_MONITOR_URL: "nats://x:1" })).toThrow(/PHM_NATS_MONITOR_URL/);
    expect(readConfig({}).durability).toBe("memory");
  });
});

describe("how a broker writes", () => {
  let monitor: Server;
  let page: unknown;
  beforeEach(async () => {
    monitor = createServer((_request, response) => response.end(JSON.stringify(page)));
    await new Promise<void>((resolve) => monitor.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    monitor.close();
  });
  const url = () => `http://127.0.0.1:${(monitor.address() as AddressInfo).port}`;

  test("is read from its monitoring port: synced only where it says so", async () => {
    const of = (config: object) => ({ server_name: "a", version: "2.11.4", jetstream: { config: { max_storage: 1, ...config } } });
    page = of({ sync_interval: 120e9, sync_always: true });
    expect(await askBroker(url())).toEqual({ serverName: "a", version: "2.11.4", syncsAlways: true });
    page = of({ sync_interval: 120e9 });
    expect(await askBroker(url())).toMatchObject({ syncsAlways: false });
    page = { hello: 1 };
    await expect(askBroker(url())).rejects.toMatchObject({ code: "failed_precondition", field: "PHM_NATS_MONITOR_URL" });
  });
});

describe("the level database", () => {
  /** The broker's files as they are now, to be put back later: what a power failure leaves of what was not synced. */
  async function powerFailureFrom(copy: string): Promise<void> {
    await around.nats.kill();
    await rm(around.nats.storeDir, { recursive: true, force: true });
    await cp(copy, around.nats.storeDir, { recursive: true });
    await around.nats.restart();
    await waitFor(() => around.link.check().then(() => true), { what: "the test's own connection" });
  }
  let copy: string;
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), "phm-copy-"));
  });
  afterEach(() => rm(copy, { recursive: true, force: true }));

  test("has the waveform in the archive before it answers", async () => {
    await start({ PHM_DURABILITY: "database" });
    for (const acquisition of some(0, 5)) {
      await levelOf(around.acquisitions, acquisition);
      const { archived } = await around.archive.call.getAcquisition({ ref: assetRefToWire(PUMP.ref), id: acquisition.id });
      expect(archived?.id).toBe(acquisition.id);
    }
  });

  test("gives the broker back what it lost with the power while ingest ran, before anything new", async () => {
    await start({ PHM_DURABILITY: "database" });
    await deliver(some(0, 10), { client: around.acquisitions });
    await cp(around.nats.storeDir, copy, { recursive: true });
    await deliver(some(10, 20), { client: around.acquisitions });
    const failedAtMs = Date.now();
    await powerFailureFrom(copy);
    await deliver(some(20, 22), { client: around.acquisitions });
    const held = await heldByTheBroker();
    const firsts = held.filter(({ id }, i) => held.findIndex((each) => each.id === id) === i);
    expect(firsts.map(({ id }) => id)).toEqual(some(0, 22).map(({ id }) => id));
    // What was lost is there by a second writing, what was not lost by its first.
    expect(firsts.map(({ storedAtMs }) => storedAtMs > failedAtMs)).toEqual(some(0, 22).map((_, i) => i >= 10));
  }, 60_000);

  test("gives it back at the start too, and a broker without its files all that was not worked off", async () => {
    await start({ PHM_DURABILITY: "database" });
    await deliver(some(0, 12), { client: around.acquisitions });
    await running?.stop();
    // Nothing of the stream is left; the asset register announces again what it knows.
    await powerFailureFrom(await mkdtemp(join(copy, "empty-")));
    const directory = await AssetDirectory.open(around.link);
    await directory.announce(PUMP);
    directory.close();
    await ensureTopology(around.link, [linkTopology(LINK_STREAMS.acquisition)]);
    await start({ PHM_DURABILITY: "database" });
    expect(await onTheBroker()).toEqual(some(0, 12).map(({ id }) => id));
  }, 60_000);
});
