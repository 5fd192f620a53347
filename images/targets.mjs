/** The images: the workspace folder that each runs, and folders of files that it serves beside it. The Dockerfile has a target for each. */
export const TARGETS = {
  ingest: { folder: "services/ingest" },
  features: { folder: "services/features" },
  predict: { folder: "services/predict" },
  workorders: { folder: "services/workorders" },
  gateway: { folder: "services/gateway", files: ["console/dist"] },
  tools: { folder: "cli" },
  edge: { folder: "edge" },
};
