import { runService } from "@phm/service-kit";
import { readConfig } from "./config.js";
import { createIngest } from "./service.js";

await runService({ name: "ingest", config: readConfig, create: createIngest });
