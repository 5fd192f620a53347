import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeNatsConfig } from "./nats-config.js";
import { SERVICE_NAMES, type ServiceName, type SuitePorts } from "./ports.js";
import type { ProcessSpec } from "./process-spec.js";

export interface SuiteSettings {
  readonly dataFolder: string;
  readonly host: string;
  readonly ports: SuitePorts;
  readonly natsServer: string;
  /** Given to every service beside what the layout says, e.g. MONGODB_URL or LOG_LEVEL. */
  readonly env: Readonly<Record<string, string>>;
}

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const GUARD = join(REPOSITORY, "packages/launcher/dist/guard.js");
const INSTRUMENT = join(REPOSITORY, "packages/service-kit/dist/telemetry/instrument.js");
const CONSOLE = join(REPOSITORY, "console/dist");
const READY_TIMEOUT_MS = 1_000;
/** Which services people and senders call; the others and the broker are called by services alone. */
const CALLED_FROM_OUTSIDE: readonly ServiceName[] = ["gateway", "ingest"];
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Where those listen that nobody but the suite itself calls: on this machine, however far the suite as a whole is open. */
export function insideHost(host: string): string {
  return LOOPBACK.test(host) ? host : "127.0.0.1";
}

function hostOf(name: ServiceName, host: string): string {
  return CALLED_FROM_OUTSIDE.includes(name) ? host : insideHost(host);
}

export function natsSpec(settings: SuiteSettings): ProcessSpec {
  const { ports, dataFolder, natsServer } = settings;
  const host = insideHost(settings.host);
  const config = writeNatsConfig({ folder: join(dataFolder, "nats"), host, port: ports.nats });
  return {
    name: "nats-server",
    command: process.execPath,
    args: [GUARD, natsServer, "--config", config],
    env: {},
    isReady: () => accepts(host, ports.nats),
    guarded: true,
  };
}

export function serviceSpecs(settings: SuiteSettings): ProcessSpec[] {
  return SERVICE_NAMES.map((name) => ({
    name,
    command: process.execPath,
    args: ["--import", INSTRUMENT, join(REPOSITORY, "services", name, "dist/main.js")],
    env: serviceEnv(name, settings),
    isReady: () => answersOk(`http://${hostOf(name, settings.host)}:${settings.ports.ops[name]}/readyz`),
    guarded: false,
  }));
}

function serviceEnv(name: ServiceName, { host, ports, dataFolder, env }: SuiteSettings): Record<string, string> {
  const inside = insideHost(host);
  const own: Record<string, string> =
    name === "gateway"
      ? {
          PHM_API_PORT: String(ports.api),
          PHM_CONSOLE_DIR: CONSOLE,
          PHM_INGEST_ADDRESS: `${host}:${ports.grpc.ingest}`,
          PHM_FEATURES_ADDRESS: `${inside}:${ports.grpc.features}`,
          PHM_PREDICT_ADDRESS: `${inside}:${ports.grpc.predict}`,
          PHM_WORKORDERS_ADDRESS: `${inside}:${ports.grpc.workorders}`,
        }
      : {
          PHM_GRPC_PORT: String(ports.grpc[name]),
          ...(name === "features" ? { PHM_INGEST_ADDRESS: `${host}:${ports.grpc.ingest}` } : {}),
          ...(name === "ingest" || name === "predict" ? evidenceOwners(inside, ports) : {}),
          ...(name === "predict" ? { PHM_FEATURES_ADDRESS: `${inside}:${ports.grpc.features}` } : {}),
          // One predict at a time runs here: what it owned when it was killed is the next one's at once.
          ...(name === "predict" ? { PHM_MEMBER_ID: name } : {}),
        };
  return {
    PHM_GRPC_HOST: hostOf(name, host),
    PHM_HTTP_HOST: hostOf(name, host),
    PHM_PARENT_WATCH: "true",
    PHM_HTTP_PORT: String(ports.ops[name]),
    NATS_URL: `nats://${inside}:${ports.nats}`,
    PHM_DATA_DIR: join(dataFolder, "stores"),
    OTEL_SERVICE_NAME: `phm-${name}`,
    ...own,
    ...env,
  };
}

/** Whom ingest and predict ask before they delete. */
function evidenceOwners(host: string, { grpc }: SuitePorts): Record<string, string> {
  return { PHM_PREDICT_ADDRESS: `${host}:${grpc.predict}`, PHM_WORKORDERS_ADDRESS: `${host}:${grpc.workorders}` };
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: READY_TIMEOUT_MS });
    const answer = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.once("data", () => answer(true));
    socket.once("error", () => answer(false));
    socket.once("timeout", () => answer(false));
    // Whoever stands in front of it may take the connection and drop it again.
    socket.once("close", () => answer(false));
  });
}

async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(READY_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}
