export { type EdgeFile, parseEdgeFile } from "./config/edge-file.js";
export { EdgeFileError, type EdgeFileProblem } from "./config/edge-file-error.js";
export { type PlannedPoint, plannedPoints } from "./config/planned-points.js";
export { type EdgeConfig, readConfig } from "./config.js";
export { createEdge } from "./service.js";
