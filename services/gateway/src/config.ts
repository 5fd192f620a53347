import {
  baseSettings,
  ConfigError,
  type ConfigOf,
  count,
  flag,
  optionalText,
  readEnv,
  setting,
  tcpPort,
  text,
  toConfig,
} from "@phm/service-kit";
import { oidcSettings } from "./identity/oidc/oidc-settings.js";

const base = baseSettings({ service: "gateway", httpPort: 7410 });

/** Every variable that gateway reads. */
export const settings = {
  serviceName: base.serviceName,
  /** Host of the API and of the ops endpoint. */
  httpHost: base.httpHost,
  /** Port of the ops endpoint. */
  httpPort: base.httpPort,
  /** Where the gateway's own records are, as those of the other services. */
  dataDir: base.dataDir,
  mongodbUrl: base.mongodbUrl,
  mongodbPrefix: base.mongodbPrefix,
  /** Broker whose announcements are passed on as events. */
  natsUrl: base.natsUrl,
  logLevel: base.logLevel,
  parentWatch: base.parentWatch,
  drainDeadlineMs: base.drainDeadlineMs,
  /** JSON file of API keys, as `phm keys` writes it. Without it the API asks for none. */
  apiKeysFile: setting("PHM_API_KEYS_FILE", optionalText()),
  ...oidcSettings,
  /** Says that the API may be reached from other machines without keys: something in front of it asks who comes. */
  apiOpen: setting("PHM_API_OPEN", flag({ default: false })),
  apiPort: setting("PHM_API_PORT", tcpPort({ default: 7400 })),
  /** Folder with the built console; without it there is none. */
  consoleFolder: setting("PHM_CONSOLE_DIR", optionalText()),
  /** Requests of one key, session or token that are answered in a minute. */
  requestsPerMinute: setting("PHM_RATE_LIMIT_PER_MINUTE", count({ default: 6_000, min: 1, max: 1_000_000 })),
  /** An answer that the API document forbids becomes an error: for tests. */
  checksAnswers: setting("PHM_API_CHECK_ANSWERS", flag({ default: false })),
  /** Days that audit chains are kept; older blocks are deleted, and the rest can still be verified. */
  auditKeepDays: setting("PHM_AUDIT_KEEP_DAYS", count({ default: 400, min: 1, max: 36_500 })),
  ingestAddress: setting("PHM_INGEST_ADDRESS", text({ default: "127.0.0.1:7401" })),
  featuresAddress: setting("PHM_FEATURES_ADDRESS", text({ default: "127.0.0.1:7402" })),
  predictAddress: setting("PHM_PREDICT_ADDRESS", text({ default: "127.0.0.1:7403" })),
  workordersAddress: setting("PHM_WORKORDERS_ADDRESS", text({ default: "127.0.0.1:7404" })),
};

export type GatewayConfig = ConfigOf<typeof settings>;

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** @throws ConfigError naming every variable that breaks its rule; nothing is open to other machines unless that is said */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const config = toConfig(settings, readEnv(env, settings));
  if (config.oidcIssuer !== undefined && config.oidcAudience === undefined)
    throw new ConfigError([{ variable: "PHM_OIDC_AUDIENCE", value: "(not set)", rule: "what aud names, where PHM_OIDC_ISSUER is set" }]);
  if (config.oidcClientId !== undefined && (config.oidcIssuer === undefined || config.publicUrl === undefined))
    throw new ConfigError([
      {
        variable: config.oidcIssuer === undefined ? "PHM_OIDC_ISSUER" : "PHM_PUBLIC_URL",
        value: "(not set)",
        rule: "set, as PHM_OIDC_CLIENT_ID is",
      },
    ]);
  const asksWhoComes = config.apiKeysFile !== undefined || config.oidcIssuer !== undefined;
  if (LOOPBACK.test(config.httpHost) || asksWhoComes || config.apiOpen) return config;
  const rule =
    "127.0.0.1, ::1 or localhost, unless PHM_API_KEYS_FILE names API keys, PHM_OIDC_ISSUER an issuer, or PHM_API_OPEN=true says that none are wanted";
  throw new ConfigError([{ variable: "PHM_HTTP_HOST", value: JSON.stringify(config.httpHost), rule }]);
}
