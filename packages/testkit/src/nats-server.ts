import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface NatsServerOptions {
  /** Where JetStream keeps its files; kept on stop. Default: a folder of its own, removed on stop. */
  readonly storeDir?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Default: 8 MiB, as the suite wants it. */
  readonly maxPayloadBytes?: number;
  /** Default: true. */
  readonly jetstream?: boolean;
}

/** A real nats-server on the loopback address. */
export interface NatsServer {
  readonly url: string;
  readonly port: number;
  /** Changes with every restart. */
  readonly pid: number;
  readonly storeDir: string;
  /** Ends it in order and removes what it had. Idempotent. */
  stop(): Promise<void>;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
  /** Ends it in order if it runs and starts it again, on the same port and files. */
  restart(): Promise<void>;
}

const READY_DEADLINE_MS = 10_000;
const MIB = 1024 * 1024;

/** @throws Error saying what to install when there is no nats-server */
export async function startNatsServer(options: NatsServerOptions = {}): Promise<NatsServer> {
  const binary = findNatsServer();
  const dir = await mkdtemp(join(tmpdir(), "phm-nats-"));
  const storeDir = options.storeDir ?? join(dir, "jetstream");
  const port = options.port ?? (await freePort());
  const configFile = join(dir, "nats.conf");
  await writeFile(
    configFile,
    configOf({ port, storeDir, maxPayloadBytes: options.maxPayloadBytes ?? 8 * MIB, jetstream: options.jetstream ?? true }),
  );

  let running = await launch(binary, configFile, port);
  const end = async (signal: NodeJS.Signals) => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await gone;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    storeDir,
    get pid() {
      return running.pid as number;
    },
    kill: () => end("SIGKILL"),
    restart: async () => {
      await end("SIGTERM");
      running = await launch(binary, configFile, port);
    },
    stop: async () => {
      await end("SIGTERM");
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function configOf(values: { port: number; storeDir: string; maxPayloadBytes: number; jetstream: boolean }): string {
  return [
    `host: "127.0.0.1"`,
    `port: ${values.port}`,
    `max_payload: ${values.maxPayloadBytes}`,
    // The largest message must fit into what a client may have pending.
    `max_pending: ${64 * MIB}`,
    ...(values.jetstream
      ? [`jetstream { store_dir: ${JSON.stringify(values.storeDir)}, max_memory_store: 256MB, max_file_store: 8GB }`]
      : []),
    "",
  ].join("\n");
}

async function launch(binary: string, configFile: string, port: number): Promise<ChildProcess> {
  const child = spawn(binary, ["-c", configFile], { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-4_000);
  });
  // A test process that ends without stopping its server must not leave it behind.
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  child.once("exit", () => process.removeListener("exit", killChild));
  const deadline = Date.now() + READY_DEADLINE_MS;
  while (!(log.includes("Server is ready") && (await accepts(port)))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`nats-server did not get ready on port ${port}:\n${log}`);
    }
    await delay(5);
  }
  return child;
}

/** Path of nats-server: PHM_NATS_SERVER, else the PATH. @throws Error saying what to install */
export function findNatsServer(): string {
  const given = process.env.PHM_NATS_SERVER;
  const candidates = given
    ? [given]
    : (process.env.PATH ?? "")
        .split(delimiter)
        .concat("/usr/sbin", "/usr/local/sbin")
        .map((dir) => join(dir, "nats-server"));
  const found = candidates.find(isExecutable);
  if (found) return found;
  const where = given ? `PHM_NATS_SERVER names ${given}, which is not an executable file` : "nats-server is not on PATH";
  throw new Error(`${where}; install nats-server 2.9 or newer (Debian: apt-get install nats-server) or set PHM_NATS_SERVER to its path`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
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
