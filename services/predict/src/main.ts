import { runService } from "@phm/service-kit";
import { readConfig } from "./config.js";
import { createPredict } from "./service.js";

await runService({ name: "predict", config: readConfig, create: createPredict });
