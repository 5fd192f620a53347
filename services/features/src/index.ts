export { readConfig, type FeaturesConfig } from "./config.js";
export { createFeatures } from "./service.js";
