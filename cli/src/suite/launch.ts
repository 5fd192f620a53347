import { execFileSync } from "node:child_process";
import { InvalidValue } from "@phm/domain";
import { LaunchError, portsFrom, type Suite, startSuite } from "@phm/launcher";

export interface LaunchOptions {
  readonly data: string;
  readonly host: string;
  readonly port: string;
}

/** Highest base for which all ports of a suite exist. */
const MAX_BASE_PORT = 65_500;

/**
 * Starts the suite as the command line's options say, and tells of parts that die and come back.
 * Undefined when it was asked to stop before all was up; nothing is left running then.
 */
export async function launch(options: LaunchOptions, stopping: AbortSignal, print: (line: string) => void): Promise<Suite | undefined> {
  const base = Number(options.port);
  if (!Number.isInteger(base) || base < 1024 || base > MAX_BASE_PORT)
    throw new InvalidValue("port", options.port, `an integer from 1024 to ${MAX_BASE_PORT}`);
  const starting = startSuite({
    signal: stopping,
    dataFolder: options.data,
    host: options.host,
    ports: portsFrom(base),
    natsServer: findNatsServer(),
    events: {
      onExit: (name, code, signal) => print(`  … ${name} ended (${signal ?? `exit code ${code}`}); it will be started again`),
    },
  });
  return starting.catch((error: unknown) => {
    if (stopping.aborted) return undefined;
    throw error;
  });
}

/** The broker's program: PHM_NATS_SERVER, or the one on the PATH. @throws LaunchError saying what to install. */
export function findNatsServer(): string {
  const program = process.env.PHM_NATS_SERVER ?? "nats-server";
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return program;
  } catch {
    throw new LaunchError(
      `nats-server was not found (looked for ${program}): install it (Debian: apt-get install nats-server), or set PHM_NATS_SERVER to its path.`,
    );
  }
}
