import { ConfigError } from "../config/config-error.js";
import { shutDownTelemetry } from "../telemetry/shut-down-telemetry.js";
import type { LifecycleConfig, Service } from "./service.js";
import { withinDeadline } from "./within-deadline.js";

export interface RunServiceOptions<C extends LifecycleConfig> {
  readonly name: string;
  /** Reads and validates the environment; throws `ConfigError`. */
  readonly config: (env: NodeJS.ProcessEnv) => C;
  readonly create: (config: C) => Service | Promise<Service>;
}

/** Share of the deadline that draining may use; the rest is for closing. */
const DRAIN_SHARE = 0.8;

/**
 * Runs a service as this process: starts it, and on SIGTERM, SIGINT or the loss of the parent drains it, stops it and exits, within
 * the deadline. Exit code 0 after an orderly end, 1 when the start or the end failed (one sentence on standard error says why).
 * The only place in the suite's services that touches signals and exit codes.
 */
export async function runService<C extends LifecycleConfig>({ name, config, create }: RunServiceOptions<C>): Promise<void> {
  let service: Service | undefined;
  let settings: C;
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  try {
    settings = config(process.env);
    if (settings.parentWatch) watchParent(end);
    service = await create(settings);
    await service.start();
  } catch (error) {
    complain(`${name} did not start: ${explain(error)}`);
    await service?.stop().catch(() => {});
    return exit(1);
  }
  await aborted(ending.signal);
  exit(await shutDown(name, service, settings.drainDeadlineMs));
}

async function shutDown(name: string, service: Service, deadlineMs: number): Promise<number> {
  let exitCode = 0;
  const step = async (work: Promise<void> | undefined, limitMs: number, what: string) => {
    try {
      await withinDeadline(work ?? Promise.resolve(), limitMs);
    } catch (error) {
      complain(`${name} could not ${what} in order: ${explain(error)}`);
      exitCode = 1;
    }
  };
  const startedAt = performance.now();
  await step(service.drain?.(), deadlineMs * DRAIN_SHARE, "drain");
  await step(service.stop(), Math.max(deadlineMs - (performance.now() - startedAt), deadlineMs * (1 - DRAIN_SHARE)), "stop");
  return exitCode;
}

/** A launcher that was killed cannot pass the signal on: the closed channel is the sign. */
function watchParent(end: () => void): void {
  if (!process.channel) throw new ConfigError([{ variable: "PHM_PARENT_WATCH", value: '"true"', rule: "false, as no parent process holds an IPC channel to this one" }]);
  process.once("disconnect", end);
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

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** Not left to the event loop running dry: a forgotten timer must not keep a stopped service alive. */
function exit(code: number): void {
  process.exitCode = code;
  shutDownTelemetry().finally(() => process.exit(code));
}
