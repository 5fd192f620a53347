import { baseSettings, type ConfigOf, durationMs, optionalName, readEnv, setting, text, toConfig } from "@phm/service-kit";

const HOUR_MS = 3_600_000;

/** Every variable that predict reads. */
export const settings = {
  ...baseSettings({ service: "predict", grpcPort: 7403, httpPort: 7408 }),
  /** Who is asked what it refers to, before a checkpoint is deleted. */
  workordersAddress: setting("PHM_WORKORDERS_ADDRESS", text({ default: "127.0.0.1:7404" })),
  /** Who computes again the features of acquisitions that are put in order. */
  featuresAddress: setting("PHM_FEATURES_ADDRESS", text({ default: "127.0.0.1:7402" })),
  /** Event time before the latest acquisition of a machine in which earlier ones still take their place; 0 for none. */
  reorderWindowMs: setting("PHM_REORDER_WINDOW", durationMs({ min: 0, max: 3_600_000, default: 30_000 })),
  /** The name of this process among those that share the partitions; one that is started anew under it need not wait for the lease to end. */
  memberId: setting("PHM_MEMBER_ID", optionalName()),
  /** How long what a process owned stays with it after its last sign of life. */
  leaseMs: setting("PHM_LEASE", durationMs({ min: 500, max: 600_000, default: 10_000 })),
  /** From one round of retention to the next. */
  retentionIntervalMs: setting("PHM_RETENTION_INTERVAL", durationMs({ min: 1_000, default: HOUR_MS })),
};

export type PredictConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): PredictConfig {
  return toConfig(settings, readEnv(env, settings));
}
