import { availableParallelism } from "node:os";
import { baseSettings, type ConfigOf, count, durationMs, fraction, readEnv, setting, text, toConfig } from "@phm/service-kit";

const MAX_WORKERS = 256;
const HOUR_MS = 3_600_000;
/** ISO 20816-1 calls a change of a quarter of the zone limit significant; here it is a quarter of the level itself. */
const CHANGE_RATIO = 0.25;

/** Every variable that features reads. */
export const settings = {
  ...baseSettings({ service: "features", grpcPort: 7402, httpPort: 7407 }),
  /** Threads that compute; 0 computes in the thread that serves. */
  workers: setting("PHM_FEATURES_WORKERS", count({ max: MAX_WORKERS, default: availableParallelism() })),
  ingestAddress: setting("PHM_INGEST_ADDRESS", text({ default: "127.0.0.1:7401" })),
  /** Event time from one kept spectrum of a point to the next. */
  spectraIntervalMs: setting("PHM_FEATURES_SPECTRA_INTERVAL", durationMs({ min: 1_000, default: HOUR_MS })),
  /** Relative change of a level, up or down, that keeps a spectrum between. */
  spectraChangeRatio: setting("PHM_FEATURES_SPECTRA_CHANGE", fraction({ min: 0.01, default: CHANGE_RATIO })),
  /** From one round of retention to the next. */
  retentionIntervalMs: setting("PHM_RETENTION_INTERVAL", durationMs({ min: 1_000, default: HOUR_MS })),
  /** Acquisitions of a point whose spectra stay when a round of retention was there, the oldest go first: 0.2 MB each for a point that samples at 25.6 kHz. */
  spectraPerPoint: setting("PHM_FEATURES_SPECTRA_PER_POINT", count({ min: 1, max: 100_000, default: 250 })),
};

export type FeaturesConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): FeaturesConfig {
  return toConfig(settings, readEnv(env, settings));
}
