import { baseSettings, type ConfigOf, readEnv, setting, tcpPort, text, toConfig } from "@phm/service-kit";

const base = baseSettings({ service: "gateway", httpPort: 7410 });

/** Every variable that gateway reads. */
export const settings = {
  serviceName: base.serviceName,
  /** Host of the API and of the ops endpoint. */
  httpHost: base.httpHost,
  /** Port of the ops endpoint. */
  httpPort: base.httpPort,
  logLevel: base.logLevel,
  parentWatch: base.parentWatch,
  drainDeadlineMs: base.drainDeadlineMs,
  apiPort: setting("PHM_API_PORT", tcpPort({ default: 7400 })),
  ingestAddress: setting("PHM_INGEST_ADDRESS", text({ default: "127.0.0.1:7401" })),
  featuresAddress: setting("PHM_FEATURES_ADDRESS", text({ default: "127.0.0.1:7402" })),
  predictAddress: setting("PHM_PREDICT_ADDRESS", text({ default: "127.0.0.1:7403" })),
  workordersAddress: setting("PHM_WORKORDERS_ADDRESS", text({ default: "127.0.0.1:7404" })),
};

export type GatewayConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  return toConfig(settings, readEnv(env, settings));
}
