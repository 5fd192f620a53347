import { choice, durationMs, flag, optionalText, optionalUrl, tcpPort, text, url } from "./rules.js";
import { type Setting, secretSetting, setting } from "./setting.js";

/** Ctrl-C ends every process within 10 s: the drain leaves time for the exit itself. */
const DEFAULT_DRAIN_MS = 8_000;
const MAX_DRAIN_MS = 600_000;

/** Settings that every service has. */
export type BaseSettings = {
  readonly serviceName: Setting<string>;
  readonly natsUrl: Setting<string>;
  /** Not set: the embedded store in `dataDir`. */
  readonly mongodbUrl: Setting<string | undefined>;
  /** MongoDB only: a service's database is `<prefix>_<service>`, so that several suites can share a server. */
  readonly mongodbPrefix: Setting<string>;
  readonly dataDir: Setting<string>;
  readonly grpcHost: Setting<string>;
  readonly grpcPort: Setting<number>;
  /** Key file, as `phm keys` writes it. Given: every gRPC call needs a key of role `service`, or where a service says so `device`. */
  readonly grpcKeysFile: Setting<string | undefined>;
  readonly tlsCertFile: Setting<string | undefined>;
  readonly tlsKeyFile: Setting<string | undefined>;
  readonly tlsClientCaFile: Setting<string | undefined>;
  readonly httpHost: Setting<string>;
  readonly httpPort: Setting<number>;
  readonly logLevel: Setting<"trace" | "debug" | "info" | "warn" | "error" | "silent">;
  readonly parentWatch: Setting<boolean>;
  readonly drainDeadlineMs: Setting<number>;
};

/**
 * The settings that every service has, to be spread into its own table.
 * Hosts default to the loopback address: a service is reachable from outside only where somebody said so.
 */
export function baseSettings(defaults: { service: string; grpcPort?: number; httpPort?: number }): BaseSettings {
  return {
    serviceName: setting("PHM_SERVICE_NAME", text({ default: defaults.service })),
    // These two can carry a password.
    natsUrl: secretSetting("NATS_URL", url(["nats:", "tls:"], { default: "nats://127.0.0.1:4222" })),
    mongodbUrl: secretSetting("MONGODB_URL", optionalUrl(["mongodb:", "mongodb+srv:"])),
    mongodbPrefix: setting("MONGODB_DATABASE_PREFIX", text({ default: "phm" })),
    dataDir: setting("PHM_DATA_DIR", text({ default: "data" })),
    grpcHost: setting("PHM_GRPC_HOST", text({ default: "127.0.0.1" })),
    grpcPort: setting("PHM_GRPC_PORT", tcpPort({ default: defaults.grpcPort ?? 0 })),
    grpcKeysFile: setting("PHM_GRPC_KEYS_FILE", optionalText()),
    tlsCertFile: setting("PHM_TLS_CERT_FILE", optionalText()),
    tlsKeyFile: setting("PHM_TLS_KEY_FILE", optionalText()),
    tlsClientCaFile: setting("PHM_TLS_CLIENT_CA_FILE", optionalText()),
    httpHost: setting("PHM_HTTP_HOST", text({ default: "127.0.0.1" })),
    httpPort: setting("PHM_HTTP_PORT", tcpPort({ default: defaults.httpPort ?? 0 })),
    logLevel: setting("LOG_LEVEL", choice(["trace", "debug", "info", "warn", "error", "silent"], { default: "info" })),
    parentWatch: setting("PHM_PARENT_WATCH", flag({ default: false })),
    drainDeadlineMs: setting("PHM_DRAIN_DEADLINE", durationMs({ min: 100, max: MAX_DRAIN_MS, default: DEFAULT_DRAIN_MS })),
  };
}
