import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectNats, createLogger } from "@phm/service-kit";
import { findNatsServer, waitFor } from "@phm/testkit";

export interface ThreeBrokers {
  /** Of the first: a client learns of the others from it. */
  readonly url: string;
  /** `kill -9` of one of them, and its files with it. */
  lose(n: number): Promise<void>;
  stop(): Promise<void>;
}

const NAMES = ["one", "two", "three"];

/** A cluster of real brokers on the loopback address, each with files of its own. */
export async function threeBrokers(): Promise<ThreeBrokers> {
  const folder = await mkdtemp(join(tmpdir(), "phm-cluster-"));
  const clients = await Promise.all(NAMES.map(freePort));
  const routes = await Promise.all(NAMES.map(freePort));
  const children: ChildProcess[] = [];
  for (const [i, name] of NAMES.entries()) {
    const file = join(folder, `${name}.conf`);
    await writeFile(
      file,
      [
        `host: "127.0.0.1"\nport: ${clients[i]}\nserver_name: ${name}\nmax_payload: 8388608\nmax_pending: 67108864`,
        `jetstream { store_dir: ${JSON.stringify(join(folder, name))}, max_file_store: 8GB }`,
        `cluster { name: phm, host: "127.0.0.1", port: ${routes[i]}, routes: [${routes.map((port) => `"nats://127.0.0.1:${port}"`)}] }\n`,
      ].join("\n"),
    );
    children.push(spawn(findNatsServer(), ["-c", file], { stdio: "ignore" }));
  }
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  };
  const url = `nats://127.0.0.1:${clients[0]}`;
  await waitFor(() => accepts(clients[0] as number), { what: "the first broker" });
  await waitFor(() => hasLeader(url), { what: "a cluster with a leader" });
  return {
    url,
    lose: async (n) => {
      await end(children[n] as ChildProcess, "SIGKILL");
      await rm(join(folder, NAMES[n] as string), { recursive: true, force: true });
    },
    stop: async () => {
      await Promise.all(children.map((child) => end(child, "SIGKILL")));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function hasLeader(url: string): Promise<boolean> {
  const logger = createLogger({ service: "test", level: "silent" });
  const link = await connectNats({ url, name: "probe", logger });
  try {
    await link.manager.getAccountInfo();
    await link.manager.streams.add({ name: "probe", subjects: ["probe"], num_replicas: 3 });
    await link.manager.streams.delete("probe");
    return true;
  } finally {
    await link.close();
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port"))));
    });
  });
}
