// A broker with acquisitions of simulated machines waiting on it, and a process that works them off.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionToWire, LINK_STREAMS, messageId, subjectOf } from "@phm/contracts";
import { acquisitionId, addSeconds, assetRef } from "@phm/domain";
import { AssetDirectory, connectNats, createLogger, ensureTopology, linkTopology } from "@phm/service-kit";
import { simulateLife } from "@phm/simulator";
import { startNatsServer } from "@phm/testkit";

const ASSETS = 32;
const INTERVAL_S = 60;
const POLL_MS = 25;
const QUIET_LOGGER = createLogger({ service: "bench", level: "silent" });
const PUBLISH_BATCH = 32;

/** A real nats-server with the suite's acquisition stream and the assets of the load in the register's bucket. */
export async function openLoad() {
  const server = await startNatsServer();
  const link = await connectNats({ url: server.url, name: "bench", logger: QUIET_LOGGER });
  await ensureTopology(link, [linkTopology(LINK_STREAMS.acquisition), linkTopology(LINK_STREAMS.features)]);
  const life = simulateLife({ seed: 1, acquisitions: 8 });
  const originals = [...life.acquisitions()];
  const refs = Array.from({ length: ASSETS }, (_, i) => assetRef("default", "default", `bench-${i}`));
  const directory = await AssetDirectory.open(link);
  for (const ref of refs) await directory.announce({ ...life.config, ref });
  directory.close();
  let next = 0;

  const message = () => {
    const n = next++;
    const ref = refs[n % ASSETS];
    const id = acquisitionId(String(n).padStart(9, "0"));
    const original = originals[n % originals.length];
    const startTimeNs = addSeconds(originals[0].startTimeNs, Math.floor(n / ASSETS) * INTERVAL_S);
    const payload = toBinary(AcquisitionSchema, acquisitionToWire({ ...original, ref, id, startTimeNs }));
    return { subject: subjectOf("acquisition", ref), payload, options: { msgID: messageId(ref, id, "acquisition", "bench") } };
  };
  return {
    url: server.url,
    /** Puts acquisitions on the broker. */
    async publish(count) {
      for (let left = count; left > 0; left -= PUBLISH_BATCH) {
        const batch = Array.from({ length: Math.min(left, PUBLISH_BATCH) }, message);
        await Promise.all(batch.map(({ subject, payload, options }) => link.jetstream.publish(subject, payload, options)));
      }
    },
    /** Acquisitions that nobody has acked yet. */
    async waiting() {
      return (await link.manager.streams.info(LINK_STREAMS.acquisition.name)).state.messages;
    },
    /** Takes away what the service has published: nobody reads it here. */
    dropResults: () => link.manager.streams.purge(LINK_STREAMS.features.name),
    /** Takes away what was not worked off. */
    dropWaiting: () => link.manager.streams.purge(LINK_STREAMS.acquisition.name),
    async close() {
      await link.close();
      await server.stop();
    },
  };
}

/** Acquisitions a second that the process works off of `count` waiting ones, start-up and the first third left out. */
export async function drainRate(load, count, start) {
  await load.publish(count);
  const worker = await start(load.url);
  try {
    const warm = count - Math.ceil(count / 3);
    let first;
    for (;;) {
      const [waiting, atMs] = [await load.waiting(), performance.now()];
      if (worker.exitCode() !== null) throw new Error(`the process ended with ${worker.exitCode()}`);
      if (!first && waiting <= warm) first = { waiting, atMs };
      if (waiting === 0) return (first.waiting / (atMs - first.atMs)) * 1000;
      await delay(POLL_MS);
    }
  } finally {
    await worker.stop();
    await load.dropResults();
  }
}

/** A Node program as a process of its own, in a folder of its own. */
export function startProgram(file, env) {
  const folder = mkdtempSync(join(tmpdir(), "phm-bench-"));
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, LOG_LEVEL: "error", PHM_DATA_DIR: folder, PHM_PARENT_WATCH: "true", ...env },
    // By the channel the program knows when this process has ended.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return {
    exitCode: () => child.exitCode,
    /** Resident memory of the process with its threads, MiB. */
    residentMiB: () => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.kill("SIGTERM")) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
