export { type GatewayConfig, readConfig } from "./config.js";
export { createGateway } from "./service.js";
