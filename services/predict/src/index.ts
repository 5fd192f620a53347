export { readConfig, type PredictConfig } from "./config.js";
export { createPredict } from "./service.js";
