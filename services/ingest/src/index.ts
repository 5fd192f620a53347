export { type IngestConfig, readConfig } from "./config.js";
export { createIngest } from "./service.js";
