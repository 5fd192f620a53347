// Acquisitions a second from a load client through the whole suite until what is said of the machine is published; and through the bare chain.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { AcquisitionService, LINK_STREAMS } from "@phm/contracts";
import { deliver } from "@phm/sender";
import { AssetDirectory, connectNats, createClient, createLogger } from "@phm/service-kit";
import { simulateFleet } from "@phm/simulator";
import { startNatsServer, startTestSuite } from "@phm/testkit";
import { startProgram } from "../lib/features-load.mjs";
import { startSink } from "./child.mjs";

const ASSETS = 64;
const STREAMS = 4;
const WINDOW = 32;
const POLL_MS = 50;
const BARE_LOOP = fileURLToPath(new URL("../lib/bare-loop.mjs", import.meta.url));
const WORKERS = String(availableParallelism());
const quiet = createLogger({ service: "bench", level: "silent" });

export const fleetOf = (samples) => simulateFleet({ seed: 1, assets: ASSETS, samples });

/** The whole suite, with spans sent to a collector that drops them, and metrics that are read. */
export async function openSuite(fleet) {
  const collector = createServer((request, response) => request.resume().on("end", () => response.end("{}")));
  await new Promise((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.address().port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    LOG_LEVEL: "error",
  };
  const suite = await startTestSuite({ env });
  for (const config of fleet.configs) await suite.register(config);
  const client = createClient(AcquisitionService, `127.0.0.1:${suite.ports.grpc.ingest}`);
  const metrics = async (service) => (await fetch(`http://127.0.0.1:${suite.ports.ops[service]}/metrics`)).text();
  const assessed = async () => seriesValue(await metrics("predict"), 'phm_predict_vectors_total{outcome="assessed"}');
  return {
    suite,
    metrics,
    /** Sends so many as fast as they are taken, and waits until all are assessed. */
    async run(count) {
      const before = await assessed();
      await send(client, fleet, count);
      while ((await assessed()) < before + count) await delay(POLL_MS);
    },
    async close() {
      client.close();
      await suite.cleanup();
      collector.close();
    },
  };
}

/** Only gRPC, JetStream, pull, features, ack. */
export async function openBareChain(fleet) {
  const folder = mkdtempSync(join(tmpdir(), "phm-bare-"));
  const nats = await startNatsServer();
  const link = await connectNats({ url: nats.url, name: "bench", logger: quiet });
  const directory = await AssetDirectory.open(link);
  for (const config of fleet.configs) await directory.announce(config);
  directory.close();
  const ingest = await startSink("bare-ingest.mjs", { NATS_URL: nats.url });
  const loop = startProgram(BARE_LOOP, { NATS_URL: nats.url, PHM_FEATURES_WORKERS: WORKERS });
  const client = createClient(AcquisitionService, `127.0.0.1:${ingest.port}`);
  const waiting = async () => (await link.manager.streams.info(LINK_STREAMS.acquisition.name)).state.messages;
  return {
    async run(count) {
      await send(client, fleet, count);
      while ((await waiting()) > 0) await delay(POLL_MS);
    },
    async close() {
      client.close();
      await loop.stop();
      await ingest.stop();
      await link.close();
      await nats.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let made = 0;
/** Machine after machine; each stream has machines of its own, so that theirs stay in order. */
async function send(client, fleet, count) {
  const first = made;
  made += count;
  const startNs = BigInt(Date.now()) * 1_000_000n - 60_000_000_000n;
  const source = function* (stream) {
    for (let n = first; n < first + count; n++) {
      const machine = n % ASSETS;
      // Some microseconds apart: of one machine they have to follow one another.
      if (machine % STREAMS === stream) yield fleet.acquisition(machine, startNs + BigInt(n) * 1_000n);
    }
  };
  await Promise.all(Array.from({ length: STREAMS }, (_, stream) => deliver(source(stream), { client, window: WINDOW })));
}

/** The value of a series in Prometheus's text form; 0 while it is not there. */
export function seriesValue(text, series) {
  const line = text.split("\n").find((each) => each.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length + 1));
}
