// A broker, ingest and the connectors of a site, with one registered pump; each can be killed and started again.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distOf } from "../../scripts/lib/dist.mjs";
import { fromRoot } from "../../scripts/lib/root.mjs";
import { edgeFile, FILE_MAPPING } from "./edge-file.mjs";
import { freePort, Peer, until } from "./peers.mjs";

export async function startPlant() {
  const [{ startNatsServer }, { AssetDirectory, connectNats, createClient, createLogger }, contracts, domain] = await Promise.all(
    ["packages/testkit", "packages/service-kit", "packages/contracts", "packages/domain"].map((each) => import(distOf(each))),
  );
  const folder = await mkdtemp(join(tmpdir(), "phm-edge-"));
  const names = ["ingest", "ingestHttp", "edgeHttp", "broker", "modbus", "opcua", "push"];
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()])));
  const nats = await startNatsServer();
  const ref = domain.assetRef("acme", "plant", "pump-1");
  await register({ AssetDirectory, connectNats, createLogger }, nats.url, {
    ...{ ref, kind: "pump", component: "bearing" },
    points: [{ id: domain.pointId("de"), quantity: "acceleration", unit: "g" }],
  });

  const address = `127.0.0.1:${ports.ingest}`;
  await mkdir(join(folder, "files"));
  await writeFile(join(folder, "mapping.json"), JSON.stringify(FILE_MAPPING));
  await writeFile(join(folder, "edge.yaml"), JSON.stringify(edgeFile({ ...ports, folder, ingest: address })));
  const started = (main, port, env) =>
    new Peer(process.execPath, [fromRoot(main)], { port, env: { ...process.env, LOG_LEVEL: "warn", ...env } });
  const ingest = started("services/ingest/dist/main.js", ports.ingest, {
    ...{ NATS_URL: nats.url, PHM_DATA_DIR: join(folder, "data") },
    ...{ PHM_GRPC_PORT: String(ports.ingest), PHM_HTTP_PORT: String(ports.ingestHttp) },
  });
  const edge = started("edge/dist/main.js", ports.edgeHttp, {
    ...{ PHM_EDGE_FILE: join(folder, "edge.yaml"), PHM_HTTP_PORT: String(ports.edgeHttp) },
  });
  const readings = createClient(contracts.ReadingService, address);
  const archive = createClient(contracts.ArchiveService, address);
  const wireRef = contracts.assetRefToWire(ref);
  return {
    ...{ folder, ports, ingest, edge },
    /** Whether a source is connected, by the connectors' own metrics. */
    isUp: (source) => isUp(ports.edgeHttp, source),
    /** All readings of a point, each as value, time in ms and quality (3: bad) with its reason. */
    readingsOf: async (point) => {
      const { value, timeNs, quality, qualityReason } = await readings.call.listReadings({ ref: wireRef, point });
      return value.map((each, i) => ({ value: each, ms: Number(timeNs[i] / 1_000_000n), quality: quality[i], reason: qualityReason[i] }));
    },
    acquisitions: async () => (await archive.call.listAcquisitions({ ref: wireRef })).acquisitions,
    close: async () => {
      readings.close();
      archive.close();
      await edge.stop();
      await ingest.stop();
      await nats.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function register({ AssetDirectory, connectNats, createLogger }, url, config) {
  const link = await connectNats({ url, name: "check-edge", logger: createLogger({ service: "check", level: "silent" }) });
  const directory = await AssetDirectory.open(link);
  await directory.announce(config);
  directory.close();
  await link.close();
}

async function isUp(port, source) {
  const text = await fetch(`http://127.0.0.1:${port}/metrics`)
    .then((response) => response.text())
    .catch(() => "");
  return text.includes(`phm_edge_source_up{source="${source}"} 1`);
}

export const connected = (plant, source) => until(`${source} to be connected`, () => plant.isUp(source));
