export { type FeaturesConfig, readConfig } from "./config.js";
export { createFeatures } from "./service.js";
