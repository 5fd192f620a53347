import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { InvalidValue } from "@phm/domain";
import { LaunchError, portsFrom, type Suite, startSuite } from "@phm/launcher";
import { showIdentity } from "@phm/service-kit";
import { LocalKeys, localKeyFile } from "./local-keys.js";
import { isLoopback, whoMayCome } from "./who-may-come.js";

export interface LaunchOptions {
  readonly data: string;
  readonly host: string;
  readonly port: string;
  /** Asks nobody for a key; this machine alone may come. */
  readonly open?: boolean;
}

/** A suite that this command has started. */
export interface LaunchedSuite extends Suite {
  /** Opens its API until it stops; absent where it asks for none, or for those that the environment names. */
  readonly key?: string;
  /** Where a person begins: signed in by the key behind `#`, which a browser sends nobody. */
  readonly consoleUrl: string;
}

/** Highest base for which all ports of a suite exist. */
const MAX_BASE_PORT = 65_500;

/**
 * Starts the suite as the command line's options say, and tells of parts that die and come back, and on the first start the
 * administrator's key. Undefined when it was asked to stop before all was up; nothing is left running then.
 */
export async function launch(
  options: LaunchOptions,
  stopping: AbortSignal,
  print: (line: string) => void,
): Promise<LaunchedSuite | undefined> {
  const base = Number(options.port);
  if (!Number.isInteger(base) || base < 1024 || base > MAX_BASE_PORT)
    throw new InvalidValue("port", options.port, `an integer from 1024 to ${MAX_BASE_PORT}`);
  const keys = whoMayCome(options, process.env) === "local" ? new LocalKeys(resolve(localKeyFile(options.data))) : undefined;
  // Beyond this machine senders and tools show keys too.
  const isOutside = !isLoopback(options.host);
  if (keys && isOutside) showIdentity({ key: keys.serviceSecret });
  const starting = startSuite({
    signal: stopping,
    dataFolder: options.data,
    host: options.host,
    ports: portsFrom(base),
    natsServer: findNatsServer(),
    ...(keys && { env: { PHM_API_KEYS_FILE: keys.path, ...(isOutside ? grpcEnv(keys) : {}) }, prepare: () => keys.open() }),
    events: {
      onExit: (name, code, signal) => print(`  … ${name} ended (${signal ?? `exit code ${code}`}); it will be started again`),
    },
  });
  const suite = await starting.catch((error: unknown) => {
    if (stopping.aborted) return undefined;
    throw error;
  });
  if (!suite || !keys) return suite && { ...suite, consoleUrl: `${suite.apiUrl}/console/` };
  const secret = await keys.firstAdmin();
  if (secret !== undefined) print(adminText(secret, keys.path));
  return {
    ...suite,
    key: keys.secret,
    consoleUrl: `${suite.apiUrl}/console/#key=${keys.secret}`,
    stop: async () => {
      await keys.close().finally(() => suite.stop());
    },
  };
}

function grpcEnv({ path, serviceSecret }: LocalKeys): Record<string, string> {
  return { PHM_GRPC_KEYS_FILE: path, PHM_SERVICE_KEY: serviceSecret };
}

function adminText(secret: string, path: string): string {
  return [
    `Administrator's key, shown this once: ${secret}`,
    `  Programs show it as "Authorization: Bearer KEY", commands of phm take it from PHM_API_KEY. More keys: phm keys create --file ${path}`,
  ].join("\n");
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
