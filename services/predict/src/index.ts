export { type PredictConfig, readConfig } from "./config.js";
export { createPredict } from "./service.js";
