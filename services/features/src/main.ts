import { runService } from "@phm/service-kit";
import { readConfig } from "./config.js";
import { createFeatures } from "./service.js";

await runService({ name: "features", config: readConfig, create: createFeatures });
