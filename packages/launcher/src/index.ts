export { lockDataFolder } from "./instance-lock.js";
export { LaunchError } from "./launch-error.js";
export { freePorts, portsFrom, SERVICE_NAMES, type ServiceName, type SuitePorts, takenPort } from "./ports.js";
export { type Suite, type SuiteOptions, startSuite } from "./start-suite.js";
export type { SupervisorEvents } from "./supervised-process.js";
