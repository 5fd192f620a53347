import { fromBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AcquisitionSchema, assetRefToWire, LINK_STREAMS, partitionOf } from "@phm/contracts";
import { type Acquisition, type AssetConfig, pointId } from "@phm/domain";
import { deliver } from "@phm/sender";
import type { Service } from "@phm/service-kit";
import { waitFor } from "@phm/testkit";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionOf, acquisitionsOf, pump } from "./acquisitions.js";
import { freePort, type Surroundings, surroundings } from "./running-ingest.js";

const STREAM = LINK_STREAMS.acquisition.name;
const PUMPS = ["pump-1", "pump-2", "pump-3", "pump-4"].map(pump);
const [PUMP] = PUMPS as [AssetConfig, ...AssetConfig[]];
const LARGE_SAMPLES = 800_000;
/** Two of them: three do not pass at once where 4 MiB do. */
const MOST_HELD = 2 * 2 * LARGE_SAMPLES;

let around: Surroundings;
let ingest: Service;
let httpPort: number;
beforeEach(async () => {
  httpPort = await freePort();
  around = await surroundings(PUMPS, { PHM_INTAKE_BYTES: "4MiB", PHM_HTTP_PORT: String(httpPort) });
  ingest = createIngest(readConfig(around.env));
  await ingest.start();
}, 60_000);
afterEach(async () => {
  await ingest?.stop();
  await around?.close();
});

const list = (config: AssetConfig) => around.archive.call.listAcquisitions({ ref: assetRefToWire(config.ref), limit: 1000 });

async function bytesInHand(): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${httpPort}/metrics`)).text();
  return Number(/^phm_ingest_intake_bytes (\d+)$/m.exec(metrics)?.[1]);
}

/** What features does: takes all that the stream has for the asset's partition. @returns the ids, as they came */
async function read(count: number): Promise<string[]> {
  const consumer = await around.link.jetstream.consumers.get(STREAM, `features-${partitionOf(PUMP.ref)}`);
  const ids: string[] = [];
  while (ids.length < count) {
    const message = await consumer.next({ expires: 20_000 });
    if (!message) throw new Error(`only ${ids.length} of ${count} came`);
    ids.push(fromBinary(AcquisitionSchema, message.data).id);
    await message.ackAck();
  }
  return ids;
}

describe("a reader that is slower than the sender", () => {
  test("fills the stream: the sender waits, readers are served, and when it reads again all comes, once and in order", async () => {
    const { config } = await around.link.manager.streams.info(STREAM);
    await around.link.manager.streams.update(STREAM, { ...config, max_bytes: 64 * 1024 });
    const sent = acquisitionsOf(PUMP, 30);
    const refusals: string[] = [];
    const delivering = deliver(sent, { client: around.acquisitions, longestPauseMs: 100, onRetry: ({ code }) => refusals.push(code) });
    await waitFor(async () => refusals.includes("resource_exhausted"), { what: "the stream to be full", timeoutMs: 20_000 });
    await around.archived();
    expect((await list(PUMP)).acquisitions.length).toBeLessThan(sent.length);

    expect(await read(sent.length)).toEqual(sent.map(({ id }) => id));
    const { accepted, duplicates, rejected } = await delivering;
    expect({ answered: accepted + duplicates, rejected }).toEqual({ answered: sent.length, rejected: 0 });
    await around.archived();
    expect((await list(PUMP)).acquisitions.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  }, 60_000);
});

describe("more bytes than a process holds, while the broker does not answer", () => {
  test("wait with their senders; reading goes on; all are taken when it answers again", async () => {
    await deliver(acquisitionsOf(PUMP, 1), { client: around.acquisitions });
    await around.archived();
    process.kill(around.nats.pid, "SIGSTOP");
    const delivering = Promise.all(
      PUMPS.map((each) =>
        deliver(
          [1, 2].map((second) => large(each, second)),
          { client: around.acquisitions },
        ),
      ),
    );
    try {
      await waitFor(async () => (await bytesInHand()) === MOST_HELD, { what: "as many as may be held", timeoutMs: 20_000 });
      for (let look = 0; look < 20; look++) expect((await list(PUMP)).acquisitions).toHaveLength(1);
      expect(await bytesInHand()).toBe(MOST_HELD);
    } finally {
      process.kill(around.nats.pid, "SIGCONT");
    }
    const counts = await delivering;
    expect(counts.map(({ accepted, duplicates, rejected }) => [accepted + duplicates, rejected])).toEqual(PUMPS.map(() => [2, 0]));
    expect(await bytesInHand()).toBe(0);
  }, 60_000);
});

/** Of 1.6 MB. */
function large(config: AssetConfig, second: number): Acquisition {
  const data = new Uint8Array(2 * LARGE_SAMPLES).fill(second);
  const channel = { point: pointId("de"), quantity: "acceleration", unit: "g", encoding: "i16le", scale: 0.001, data } as const;
  return acquisitionOf(config, second, { sampleRateHz: LARGE_SAMPLES, samples: LARGE_SAMPLES, channels: [channel] });
}
