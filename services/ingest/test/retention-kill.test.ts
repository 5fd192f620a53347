import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { assetRefToWire, evidenceReferenceToWire, ReferenceService, subjectOf } from "@phm/contracts";
import { acquisitionKey, assetKey, NS_PER_MS, NS_PER_S } from "@phm/domain";
import { defineService, GrpcServer, JetStreamPublisher, Metrics, openBlobStore, openStore, SweepLog } from "@phm/service-kit";
import { waitFor } from "@phm/testkit";
import { RECEIVED_HEADER } from "../src/accept/arrival.js";
import { ARCHIVE_COLLECTION, type ArchivedAcquisition } from "../src/archive/archive-index.js";
import { WaveformArchive } from "../src/archive/waveform-archive.js";
import { EvidencePins, PIN_COLLECTION, type StoredPin } from "../src/retention/evidence-pins.js";
import { WaveformRemoval } from "../src/retention/remove-waveforms.js";
import { acquisitionsOf, encoded, pump } from "./acquisitions.js";
import { logger, type Surroundings, surroundings } from "./running-ingest.js";

/** Real processes, so they run what has been built. */
const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const DAY_NS = 86_400n * NS_PER_S;
const HOUR_NS = 3_600n * NS_PER_S;
const NOW_NS = BigInt(Date.now()) * NS_PER_MS;
const PUMPS = [pump("pump-0"), pump("pump-1"), pump("pump-2")];
const EACH = 60;
const PINNED_EACH = 10;
/** Acquisitions that are left when the process is killed. */
const KILLS_AT = [170, 120, 60];

let around: Surroundings;
let owner: GrpcServer;
let child: ChildProcess | undefined;

/** Stands for predict and workorders: every tenth acquisition is evidence. */
const evidence = defineService(ReferenceService, {
  listReferences: async ({ ref }) => {
    const config = PUMPS.find((each) => each.ref.asset === ref?.asset);
    const references = (config ? acquisitionsOf(config, EACH) : [])
      .filter((_, i) => i % PINNED_EACH === 0)
      .map(({ ref: of, id, startTimeNs }) => {
        const reference = {
          ref: of,
          acquisition: id,
          startTimeNs,
          owner: "predict",
          kind: "alarm",
          record: "1",
          reason: "raised",
        } as const;
        return evidenceReferenceToWire(reference);
      });
    return { references, settledBeforeNs: NOW_NS, nextCursor: "" };
  },
});

function run(retentionInterval: "1s" | "1h"): void {
  const env = { ...process.env, ...around.env, PHM_RETENTION_INTERVAL: retentionInterval };
  child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "ignore", "inherit"] });
}

async function stop(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const gone = new Promise((resolve) => child?.once("exit", resolve));
  if (child?.exitCode === null && child.kill(signal)) await gone;
}

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error("dist is missing: run npm run setup first");
  owner = new GrpcServer({ host: "127.0.0.1", port: 0, services: [evidence], logger, metrics: new Metrics("owner") });
  const address = `127.0.0.1:${await owner.start()}`;
  around = await surroundings(PUMPS, { PHM_PREDICT_ADDRESS: address, PHM_WORKORDERS_ADDRESS: address });
  // Received a hundred days ago: of an hour, one of each set of points stays.
  const received = { [RECEIVED_HEADER]: String(NOW_NS - 100n * DAY_NS) };
  const publisher = new JetStreamPublisher(around.link, { metrics: new Metrics("publisher") });
  run("1h");
  await around.archive.waitForReady(30_000);
  for (const config of PUMPS) {
    for (const acquisition of acquisitionsOf(config, EACH)) {
      const messageId = `${assetKey(config.ref)}:${acquisition.id}`;
      await publisher.publish({
        subject: subjectOf("acquisition", config.ref),
        messageId,
        payload: encoded(acquisition),
        headers: received,
      });
    }
  }
  await around.archived();
  expect(await left()).toBe(PUMPS.length * EACH);
  await stop("SIGTERM");
}, 60_000);

afterAll(async () => {
  await stop("SIGTERM");
  await around?.close();
  await owner?.stop();
});

async function left(): Promise<number> {
  const pages = await Promise.all(PUMPS.map(({ ref }) => around.archive.call.listAcquisitions({ ref: assetRefToWire(ref), limit: 1_000 })));
  return pages.reduce((total, { acquisitions }) => total + acquisitions.length, 0);
}

test("kill -9 within sweeps leaves all evidence, one of each stretch, no blob without an entry and no entry without its blob", async () => {
  let kills = 0;
  for (const most of KILLS_AT) {
    run("1s");
    await around.archive.waitForReady(30_000);
    await waitFor(async () => (await left()) <= most, { what: `a sweep that leaves ${most}`, pollMs: 2 });
    await stop("SIGKILL");
    kills += 1;
  }
  run("1s");
  await around.archive.waitForReady(30_000);
  expect(kills).toBe(KILLS_AT.length);
  // Evidence, and the first with both points: the first of all, with one point, is evidence.
  const kept = PUMPS.length * (EACH / PINNED_EACH + 1);
  await waitFor(async () => (await left()) <= kept, { what: "the last sweep" });
  await stop("SIGTERM");

  const store = await openStore({ database: "unused", folder: around.folder, file: "ingest.db" });
  const blobs = await openBlobStore({ name: "waveforms", database: "unused", folder: join(around.folder, "ingest-waveforms") });
  try {
    const index = await store.collection<ArchivedAcquisition>(ARCHIVE_COLLECTION);
    const pins = new EvidencePins(await store.collection<StoredPin>(PIN_COLLECTION));
    const log = await SweepLog.open(store);
    await new WaveformRemoval(index, blobs, pins, log).resume(NOW_NS + HOUR_NS);
    const archive = new WaveformArchive(blobs, index);
    const { items } = await index.query({ limit: 1_000 });
    for (const { value } of items) expect((await archive.read(value)).byteLength).toBe(value.bytes);
    expect(items.filter(({ value }) => value.removing !== undefined)).toEqual([]);
    expect((await blobs.list({ limit: 1_000 })).keys).toHaveLength(items.length);
    const ids = new Set(items.map(({ id }) => id));
    const pinned = PUMPS.flatMap((config) => acquisitionsOf(config, EACH).filter((_, i) => i % PINNED_EACH === 0));
    expect(pinned.filter(({ ref, id }) => !ids.has(acquisitionKey(ref, id))).map(({ ref, id }) => acquisitionKey(ref, id))).toEqual([]);
    expect(ids.size).toBe(kept);
    const { items: sweeps } = await log.list((PUMPS[0] as (typeof PUMPS)[0]).ref, { limit: 200 });
    expect(sweeps.every(({ value }) => value.finished)).toBe(true);
  } finally {
    await blobs.close();
    await store.close();
  }
}, 60_000);
