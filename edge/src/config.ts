import { baseSettings, type ConfigOf, optionalText, readEnv, setting, text, toConfig } from "@phm/service-kit";

const { serviceName, logLevel, parentWatch, drainDeadlineMs, httpHost, httpPort } = baseSettings({ service: "edge", httpPort: 7420 });

/** Every variable that the connectors read, but for the secrets that their file names. */
export const settings = {
  ...{ serviceName, logLevel, parentWatch, drainDeadlineMs, httpHost, httpPort },
  file: setting("PHM_EDGE_FILE", text({ default: "edge.yaml" })),
  /** In place of the address in the file. */
  ingestAddress: setting("PHM_INGEST_ADDRESS", optionalText()),
};

export type EdgeSettings = ConfigOf<typeof settings>;
export type EdgeConfig = EdgeSettings & { readonly env: NodeJS.ProcessEnv };

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): EdgeConfig {
  return { ...toConfig(settings, readEnv(env, settings)), env };
}
