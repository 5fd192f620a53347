import { DURABILITIES } from "@phm/domain";
import { baseSettings, type ConfigOf, choice, readEnv, setting, toConfig } from "@phm/service-kit";
import { z } from "zod";

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
  natsMonitorUrls: setting("PHM_NATS_MONITOR_URL", urlList),
};

export type IngestConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): IngestConfig {
  return toConfig(settings, readEnv(env, settings));
}
