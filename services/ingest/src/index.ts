export { readConfig, type IngestConfig } from "./config.js";
export { createIngest } from "./service.js";
