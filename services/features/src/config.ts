import { baseSettings, type ConfigOf, readEnv, toConfig } from "@phm/service-kit";

/** Every variable that features reads. */
export const settings = baseSettings({ service: "features", grpcPort: 7402, httpPort: 7407 });

export type FeaturesConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): FeaturesConfig {
  return toConfig(settings, readEnv(env, settings));
}
