// What each durability level of ingest costs: acquisitions accepted a second at `database`, beside `memory` on the same broker and disk;
// and the sender's spool beside one append and fdatasync a record.
import { spawn } from "node:child_process";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AcquisitionService, LINK_STREAMS } from "@phm/contracts";
import { acquisitionId, assetRef, pointId } from "@phm/domain";
import { deliver, Spool } from "@phm/sender";
import { AssetDirectory, connectNats, createClient, createLogger, ensureTopology, linkTopology } from "@phm/service-kit";
import { startNatsServer } from "@phm/testkit";
import { report, sideBySide } from "./lib/measure.mjs";

const MAIN = fileURLToPath(new URL("../services/ingest/dist/main.js", import.meta.url));
const ASSETS = 8;
const SAMPLES = 25_000;
const PORTS = { memory: 31_411, database: 31_412 };
const folder = mkdtempSync(join(tmpdir(), "phm-bench-"));
const data = Buffer.alloc(2 * SAMPLES, "samples of a pump;");
let next = 0;

function acquisition() {
  const n = next++;
  const channel = { point: pointId("de"), quantity: "acceleration", unit: "g", encoding: "i16le", scale: 0.001, data };
  return {
    ...{ ref: assetRef("acme", "plant", `pump-${n % ASSETS}`), id: acquisitionId(`a${n}`), timeBase: "recorded" },
    ...{ startTimeNs: BigInt(n + 1) * 1_000_000_000n, sampleRateHz: SAMPLES, samples: SAMPLES, channels: [channel] },
  };
}
const some = (count) => Array.from({ length: count }, acquisition);

/** An ingest of a level, on a broker and a folder of its own. */
async function ingest(level) {
  const nats = await startNatsServer();
  const link = await connectNats({ url: nats.url, name: "bench", logger: createLogger({ service: "bench", level: "silent" }) });
  const directory = await AssetDirectory.open(link);
  for (let i = 0; i < ASSETS; i++) {
    const points = [{ id: pointId("de"), quantity: "acceleration", unit: "g" }];
    await directory.announce({ ref: assetRef("acme", "plant", `pump-${i}`), kind: "pump", component: "bearing", points });
  }
  directory.close();
  await ensureTopology(link, [linkTopology(LINK_STREAMS.acquisition)]);
  const env = { NATS_URL: nats.url, PHM_DATA_DIR: join(folder, level), PHM_DURABILITY: level, PHM_GRPC_PORT: String(PORTS[level]) };
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...env, PHM_HTTP_PORT: "0", LOG_LEVEL: "silent" },
    stdio: "inherit",
  });
  const client = createClient(AcquisitionService, `127.0.0.1:${PORTS[level]}`);
  await client.waitForReady(30_000);
  const stop = async () => {
    client.close();
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await gone;
    await link.close();
    await nats.stop();
  };
  return { send: (count) => deliver(some(count), { client }), stop };
}

const levels = [];
try {
  for (const level of ["memory", "database"]) levels.push(await ingest(level));
  const [memory, database] = levels;
  const price = await sideBySide({ count: 200, repetitions: 3, candidate: database.send, reference: memory.send });
  report({ bench: "durability", measure: "level database", unit: "acquisitions/s", reference: "level memory", goal: 0.1, ...price });

  const spool = await Spool.open({ folder: join(folder, "spool"), budgetBytes: 2 ** 31 });
  const raw = openSync(join(folder, "raw"), "a");
  const written = await sideBySide({
    count: 200,
    candidate: async (count) => {
      for (const each of some(count)) await spool.append(each);
    },
    reference: (count) => {
      for (let i = 0; i < count; i++) {
        writeSync(raw, data);
        fdatasyncSync(raw);
      }
    },
  });
  closeSync(raw);
  await spool.close();
  report({
    bench: "durability",
    measure: "spool",
    unit: "acquisitions/s",
    reference: "append + fdatasync of the same bytes",
    goal: 0.6,
    ...written,
  });
} finally {
  for (const level of levels) await level.stop();
  rmSync(folder, { recursive: true, force: true });
}
