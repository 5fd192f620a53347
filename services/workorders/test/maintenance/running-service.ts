import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { WorkOrderService } from "@phm/contracts";
import { createClient } from "@phm/service-kit";
import { waitFor } from "@phm/testkit";

/** What `tsc -b` has built: a service is a process of its own. */
const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** The service as a process on its own files, at one address for good. */
export interface RunningService {
  readonly address: string;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Starts it again; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

export async function runService(folder: string, natsUrl: string): Promise<RunningService> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    child = undefined;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, "exit");
    running.kill(signal);
    await ended;
  };
  const start = async () => {
    const env = { NATS_URL: natsUrl, PHM_DATA_DIR: folder, PHM_GRPC_PORT: String(port), PHM_HTTP_PORT: "0", LOG_LEVEL: "error" };
    child = fork(MAIN, [], { env: { ...process.env, PHM_PARENT_WATCH: "true", ...env }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await waitFor(() => answers(address), { what: "the service to answer" });
  };
  await start();
  return { address, start, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

async function answers(address: string): Promise<boolean> {
  const client = createClient(WorkOrderService, address);
  try {
    await client.call.listWorkOrders({ organisation: "acme", limit: 1 });
    return true;
  } finally {
    client.close();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
