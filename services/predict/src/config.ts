import { baseSettings, type ConfigOf, readEnv, toConfig } from "@phm/service-kit";

/** Every variable that predict reads. */
export const settings = baseSettings({ service: "predict", grpcPort: 7403, httpPort: 7408 });

export type PredictConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): PredictConfig {
  return toConfig(settings, readEnv(env, settings));
}
