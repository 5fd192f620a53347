import { baseSettings, type ConfigOf, durationMs, readEnv, setting, text, toConfig } from "@phm/service-kit";

const HOUR_MS = 3_600_000;

/** Every variable that predict reads. */
export const settings = {
  ...baseSettings({ service: "predict", grpcPort: 7403, httpPort: 7408 }),
  /** Who is asked what it refers to, before a checkpoint is deleted. */
  workordersAddress: setting("PHM_WORKORDERS_ADDRESS", text({ default: "127.0.0.1:7404" })),
  /** From one round of retention to the next. */
  retentionIntervalMs: setting("PHM_RETENTION_INTERVAL", durationMs({ min: 1_000, default: HOUR_MS })),
};

export type PredictConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): PredictConfig {
  return toConfig(settings, readEnv(env, settings));
}
