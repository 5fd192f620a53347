import { ConfigError } from "../config/config-error.js";
import { readCallIdentity, showIdentity } from "../grpc/identity/call-identity.js";
import { shutDownTelemetry } from "../telemetry/shut-down-telemetry.js";
import type { LifecycleConfig, Service } from "./service.js";
import { withinDeadline } from "./within-deadline.js";

export interface RunServiceOptions<C extends LifecycleConfig> {
  readonly name: string;
  /** Reads and validates the environment; throws `ConfigError`. */
  readonly config: (env: NodeJS.ProcessEnv) => C;
  readonly create: (config: C) => Service | Promise<Service>;
  /** The process to live in; default: this one. */
  readonly host?: ProcessHost;
}

/** What of a process is needed to live in it. */
export type ProcessHost = Pick<NodeJS.Process, "env" | "once" | "stderr" | "channel" | "exit">;

/** Share of the deadline that draining may use; the rest is for closing. */
const DRAIN_SHARE = 0.8;

/**
 * Runs a service as this process: starts it, and on SIGTERM, SIGINT or the loss of the parent drains it, stops it and exits, within
 * the deadline. Exit code 0 after an orderly end, 1 when the start or the end failed (one sentence on standard error says why).
 * The only place in the suite's services that touches signals and exit codes.
 */
export async function runService<C extends LifecycleConfig>({ name, config, create, host = process }: RunServiceOptions<C>): Promise<void> {
  let service: Service | undefined;
  let settings: C;
  const ending = new AbortController();
  const end = () => ending.abort();
  host.once("SIGTERM", end);
  host.once("SIGINT", end);
  try {
    settings = config(host.env);
    showIdentity(readCallIdentity(host.env));
    if (settings.parentWatch) watchParent(host, end);
    service = await create(settings);
    await service.start();
  } catch (error) {
    complain(host, `${name} did not start: ${explain(error)}`);
    await service?.stop().catch(() => {});
    return exit(host, 1);
  }
  await aborted(ending.signal);
  await exit(host, await shutDown(host, name, service, settings.drainDeadlineMs));
}

async function shutDown(host: ProcessHost, name: string, service: Service, deadlineMs: number): Promise<number> {
  let exitCode = 0;
  const step = async (work: Promise<void> | undefined, limitMs: number, what: string) => {
    try {
      await withinDeadline(work ?? Promise.resolve(), limitMs);
    } catch (error) {
      complain(host, `${name} could not ${what} in order: ${explain(error)}`);
      exitCode = 1;
    }
  };
  const startedAt = performance.now();
  await step(service.drain?.(), deadlineMs * DRAIN_SHARE, "drain");
  await step(service.stop(), Math.max(deadlineMs - (performance.now() - startedAt), deadlineMs * (1 - DRAIN_SHARE)), "stop");
  return exitCode;
}

/** A launcher that was killed cannot pass the signal on: the closed channel is the sign. */
function watchParent(host: ProcessHost, end: () => void): void {
  if (!host.channel)
    throw new ConfigError([
      { variable: "PHM_PARENT_WATCH", value: '"true"', rule: "false, as no parent process holds an IPC channel to this one" },
    ]);
  host.once("disconnect", end);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function complain(host: ProcessHost, sentence: string): void {
  host.stderr.write(`${sentence}\n`);
}

/** Not left to the event loop running dry: a forgotten timer must not keep a stopped service alive. */
async function exit(host: ProcessHost, code: number): Promise<void> {
  await shutDownTelemetry();
  host.exit(code);
}
