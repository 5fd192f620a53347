import { readFileSync } from "node:fs";
import { ConfigError, type ConfigProblem } from "../../config/config-error.js";

/** What a process shows to the gRPC servers that it calls, and whom it believes. */
export interface CallIdentity {
  /** An API key of role `service` or `device`. */
  readonly key?: string;
  /** PEM. Given: TLS, with servers whose certificate this authority (default: one of the system's) has signed; with cert and key also mTLS. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly certKey?: Buffer };
}

type Env = Readonly<Record<string, string | undefined>>;

/** Of this process, for every client that is not told otherwise: none of them can forget it. */
let own: CallIdentity = {};

/** Called once, when a process starts. */
export function showIdentity(identity: CallIdentity): void {
  own = identity;
}

export function ownIdentity(): CallIdentity {
  return own;
}

/**
 * By `PHM_SERVICE_KEY` (a service or tool of the suite) or `PHM_DEVICE_KEY` (a sender), `PHM_TLS_CA_FILE`, and with `PHM_TLS_CERT_FILE` and
 * `PHM_TLS_KEY_FILE` a certificate of one's own.
 * @throws ConfigError for a file that cannot be read, and for a certificate without its key
 */
export function readCallIdentity(env: Env): CallIdentity {
  const key = env.PHM_SERVICE_KEY || env.PHM_DEVICE_KEY;
  const ca = readPem(env, "PHM_TLS_CA_FILE");
  const pair = readKeyPair(env);
  return { ...(key ? { key } : {}), ...(ca ? { tls: { ca, ...(pair ?? {}) } } : {}) };
}

/** Certificate and key of this process. @throws ConfigError as above */
export function readKeyPair(env: Env): { readonly cert: Buffer; readonly certKey: Buffer } | undefined {
  const [cert, certKey] = [readPem(env, "PHM_TLS_CERT_FILE"), readPem(env, "PHM_TLS_KEY_FILE")];
  if (cert && certKey) return { cert, certKey };
  if (!cert && !certKey) return undefined;
  const [variable, other] = cert ? ["PHM_TLS_KEY_FILE", "PHM_TLS_CERT_FILE"] : ["PHM_TLS_CERT_FILE", "PHM_TLS_KEY_FILE"];
  throw wrong({ variable: variable as string, value: "(not set)", rule: `a PEM file, as ${other} is set` });
}

/** @throws ConfigError for a file that cannot be read or holds no PEM */
export function readPem(env: Env, variable: string): Buffer | undefined {
  const file = env[variable];
  if (!file) return undefined;
  const rule = "a PEM file that can be read";
  let text: Buffer;
  try {
    text = readFileSync(file);
  } catch {
    throw wrong({ variable, value: JSON.stringify(file), rule });
  }
  if (!text.includes("-----BEGIN ")) throw wrong({ variable, value: JSON.stringify(file), rule });
  return text;
}

function wrong(problem: ConfigProblem): ConfigError {
  return new ConfigError([problem]);
}
