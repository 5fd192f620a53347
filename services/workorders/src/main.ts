import { runService } from "@phm/service-kit";
import { readConfig } from "./config.js";
import { createWorkorders } from "./service.js";

await runService({ name: "workorders", config: readConfig, create: createWorkorders });
