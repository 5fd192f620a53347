// From an OPC UA server to a diagnosed fault: the story of docs/edge.md, on the whole suite.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { distOf } from "../../scripts/lib/dist.mjs";
import { fromRoot } from "../../scripts/lib/root.mjs";
import { freePort, Peer, until } from "./peers.mjs";

/** Longer than the connector's sampling and publishing together, so that each acquisition is seen before the next one. */
const STEP_MS = 110;
const PATIENCE_MS = 60_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the suite says of a bearing that it knows by OPC UA alone. */
export async function diagnoseByOpcua() {
  const { shortLife, SHORT_LIFE_ACQUISITIONS, startTestSuite } = await import(distOf("packages/testkit"));
  const { config } = shortLife(1);
  const { asset } = config.ref;
  const [point] = config.points;
  const folder = await mkdtemp(join(tmpdir(), "phm-edge-story-"));
  const [port, httpPort] = [await freePort(), await freePort()];
  const suite = await startTestSuite();
  const server = new Peer(process.execPath, [fileURLToPath(new URL("opcua-life.mjs", import.meta.url)), String(port), folder], { port });
  const file = join(folder, "edge.yaml");
  const env = { ...process.env, LOG_LEVEL: "warn", PHM_EDGE_FILE: file, PHM_HTTP_PORT: String(httpPort) };
  const edge = new Peer(process.execPath, [fromRoot("edge", "dist", "main.js")], { port: httpPort, env });
  try {
    await suite.register({ ...config, points: [point] });
    await writeFile(file, JSON.stringify(connectorOf(folder, suite.suite.grpcAddress.ingest, port, asset, config.ratedSpeedRpm)));
    await server.start();
    await edge.start();
    const measured = async () => taken(httpPort);
    await until("the first acquisition", async () => (await measured()) === 1);
    for (let step = 1; step < SHORT_LIFE_ACQUISITIONS; step++) {
      await server.step();
      await pause(STEP_MS);
    }
    const orders = async () => (await suite.get(`/work-orders?asset=${asset}`)).items;
    await until("a work order", async () => (await orders()).length > 0, PATIENCE_MS);
    const [order, ...others] = await orders();
    return { acquisitions: await measured(), failureMode: order.failureMode, orders: 1 + others.length };
  } finally {
    await edge.stop();
    await server.stop("SIGKILL");
    await suite.cleanup();
    await rm(folder, { recursive: true, force: true });
  }
}

function connectorOf(folder, ingest, port, asset, speedRpm) {
  const signal = { quantity: "acceleration", unit: "g", sampleRateHz: 12_800, speedRpm };
  return {
    ...{ format: "phm-edge/1", ingest, spool: join(folder, "spool"), spoolBudgetMib: 64 },
    sources: [
      {
        ...{ kind: "opcua", name: "motor", endpoint: `opc.tcp://127.0.0.1:${port}`, everyMs: 50 },
        waveforms: [{ asset, point: "de-horizontal", ...signal, node: "ns=1;s=Vibration" }],
      },
    ],
  };
}

async function taken(port) {
  const text = await fetch(`http://127.0.0.1:${port}/metrics`).then((response) => response.text());
  return Number(/phm_edge_acquisitions_total\{source="motor"\} (\d+)/.exec(text)?.[1] ?? 0);
}
