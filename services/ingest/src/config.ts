import { baseSettings, type ConfigOf, readEnv, toConfig } from "@phm/service-kit";

/** Every variable that ingest reads. */
export const settings = baseSettings({ service: "ingest", grpcPort: 7401, httpPort: 7406 });

export type IngestConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): IngestConfig {
  return toConfig(settings, readEnv(env, settings));
}
