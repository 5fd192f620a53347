import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { lockDataFolder } from "./instance-lock.js";
import { LaunchError } from "./launch-error.js";
import { type SuitePorts, takenPort } from "./ports.js";
import { insideHost, natsSpec, serviceSpecs } from "./process-specs.js";
import { SupervisedProcess, type SupervisorEvents } from "./supervised-process.js";

export interface SuiteOptions {
  /** Where the broker's files, the stores, the logs and the lock live. */
  readonly dataFolder: string;
  readonly ports: SuitePorts;
  /** Path of the nats-server program. */
  readonly natsServer: string;
  /** Default 127.0.0.1: nothing is open beyond this machine unless said. */
  readonly host?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the data folder is there and this suite's alone, before anything is started. */
  readonly prepare?: (dataFolder: string) => Promise<void>;
  readonly events?: Partial<SupervisorEvents>;
  /** When aborted while the suite is starting, the start fails and what was started is stopped. */
  readonly signal?: AbortSignal;
}

/** A running suite: the broker and five services as child processes. */
export interface Suite {
  readonly apiUrl: string;
  readonly natsUrl: string;
  readonly grpcAddress: Readonly<Record<"ingest" | "features" | "predict" | "workorders", string>>;
  readonly logFolder: string;
  /** @throws Error for a name that is not part of the suite. */
  process(name: string): SupervisedProcess;
  /** Stops everything, services first, within 10 s. Safe to call twice. */
  stop(): Promise<void>;
}

const NATS_START_TIMEOUT_MS = 15_000;
const SERVICE_START_TIMEOUT_MS = 60_000;
const SERVICE_STOP_DEADLINE_MS = 6_000;
const NATS_STOP_DEADLINE_MS = 3_000;

/**
 * Starts the whole suite on this machine and waits until every part serves.
 * @throws LaunchError with one clear sentence; nothing is left running then.
 */
export async function startSuite(options: SuiteOptions): Promise<Suite> {
  const host = options.host ?? "127.0.0.1";
  const dataFolder = resolve(options.dataFolder);
  const unlock = lockDataFolder(dataFolder);
  const started: SupervisedProcess[] = [];
  const stop = once(async () => {
    const [nats, ...services] = started;
    await Promise.all(services.map((service) => service.stop(SERVICE_STOP_DEADLINE_MS)));
    await nats?.stop(NATS_STOP_DEADLINE_MS);
    unlock();
  });
  try {
    const taken = await takenPort(options.ports, host);
    if (taken)
      throw new LaunchError(
        `Port ${taken.port} on ${host}, needed for ${taken.purpose}, is taken: stop what listens there, or start with another --port.`,
      );
    const logFolder = join(dataFolder, "logs");
    mkdirSync(logFolder, { recursive: true });
    await options.prepare?.(dataFolder);
    const settings = { dataFolder, host, ports: options.ports, natsServer: options.natsServer, env: options.env ?? {} };
    const events: SupervisorEvents = { onExit: () => {}, onRestart: () => {}, ...options.events };
    const launch = (spec: ConstructorParameters<typeof SupervisedProcess>[0], timeoutMs: number) => {
      const supervised = new SupervisedProcess(spec, logFolder, events);
      started.push(supervised);
      return supervised.start(timeoutMs, options.signal);
    };
    await launch(natsSpec(settings), NATS_START_TIMEOUT_MS);
    options.signal?.throwIfAborted();
    await Promise.all(serviceSpecs(settings).map((spec) => launch(spec, SERVICE_START_TIMEOUT_MS)));
    options.signal?.throwIfAborted();
    return describe(options.ports, host, logFolder, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function describe(
  ports: SuitePorts,
  host: string,
  logFolder: string,
  processes: readonly SupervisedProcess[],
  stop: () => Promise<void>,
): Suite {
  const at = (port: number) => `${host}:${port}`;
  const inside = (port: number) => `${insideHost(host)}:${port}`;
  return {
    apiUrl: `http://${at(ports.api)}`,
    natsUrl: `nats://${inside(ports.nats)}`,
    grpcAddress: {
      ingest: at(ports.grpc.ingest),
      features: inside(ports.grpc.features),
      predict: inside(ports.grpc.predict),
      workorders: inside(ports.grpc.workorders),
    },
    logFolder,
    process(name) {
      const found = processes.find((candidate) => candidate.spec.name === name);
      if (!found) throw new Error(`${name} is not one of ${processes.map((candidate) => candidate.spec.name).join(", ")}`);
      return found;
    },
    stop,
  };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}
