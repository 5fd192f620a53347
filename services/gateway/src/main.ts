import { runService } from "@phm/service-kit";
import { readConfig } from "./config.js";
import { createGateway } from "./service.js";

await runService({ name: "gateway", config: readConfig, create: createGateway });
