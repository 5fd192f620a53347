import { baseSettings, type ConfigOf, readEnv, toConfig } from "@phm/service-kit";

/** Every variable that workorders reads. */
export const settings = baseSettings({ service: "workorders", grpcPort: 7404, httpPort: 7409 });

export type WorkordersConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): WorkordersConfig {
  return toConfig(settings, readEnv(env, settings));
}
