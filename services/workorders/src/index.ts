export { readConfig, type WorkordersConfig } from "./config.js";
export { createWorkorders } from "./service.js";
