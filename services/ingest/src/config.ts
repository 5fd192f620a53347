import { DURABILITIES } from "@phm/domain";
import { baseSettings, byteSize, type ConfigOf, choice, count, durationMs, readEnv, setting, text, toConfig } from "@phm/service-kit";
import { z } from "zod";

const HOUR_MS = 3_600_000;
const MIB = 1024 * 1024;
const URL_LIST = "URLs that start with http:// or https://, separated by commas";
const urlList = z
  .string()
  .optional()
  .transform((given) => (given ?? "").split(",").filter((each) => each !== ""))
  .refine((urls) => urls.every((each) => URL.canParse(each) && /^https?:/.test(each)), { message: URL_LIST });

/** Every variable that ingest reads. */
export const settings = {
  ...baseSettings({ service: "ingest", grpcPort: 7401, httpPort: 7406 }),
  durability: setting("PHM_DURABILITY", choice(DURABILITIES, { default: "memory" })),
  /** Who is asked what it refers to, before a waveform is deleted. */
  predictAddress: setting("PHM_PREDICT_ADDRESS", text({ default: "127.0.0.1:7403" })),
  workordersAddress: setting("PHM_WORKORDERS_ADDRESS", text({ default: "127.0.0.1:7404" })),
  /** From one round of retention to the next. */
  retentionIntervalMs: setting("PHM_RETENTION_INTERVAL", durationMs({ min: 1_000, default: HOUR_MS })),
  /** Acquisitions read and not yet answered, over all streams; at least one passes. */
  bytesInHand: setting("PHM_INTAKE_BYTES", byteSize({ min: 4 * MIB, default: 256 * MIB })),
  streams: setting("PHM_INTAKE_STREAMS", count({ min: 1, default: 1_000 })),
  /** Of each sender, which is a host. */
  bytesPerS: setting("PHM_SENDER_BYTES_PER_S", byteSize({ min: 1024, default: 1024 * MIB })),
  acquisitionsPerS: setting("PHM_SENDER_ACQUISITIONS_PER_S", count({ min: 1, default: 10_000 })),
  /** How old the latest acquisition or reading of a point may be for it to count as on time, in the metric of coverage. */
  coverageWithinMs: setting("PHM_COVERAGE_WITHIN", durationMs({ min: 1_000, default: HOUR_MS })),
  natsMonitorUrls: setting("PHM_NATS_MONITOR_URL", urlList),
};

export type IngestConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): IngestConfig {
  return toConfig(settings, readEnv(env, settings));
}
