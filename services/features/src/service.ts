import { FeatureService, LINK_STREAMS } from "@phm/contracts";
import { chainService, defineService, linkTopology, type Service } from "@phm/service-kit";
import { computeFeatures } from "./compute/compute-features.js";
import { type FeaturesConfig, settings } from "./config.js";
import { createContext } from "./context.js";
import { getFeatureSummary } from "./rpc/get-feature-summary.js";
import { queryFeatures } from "./rpc/query-features.js";

export function createFeatures(config: FeaturesConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    ({ directory, manipulator, history, publisher, featuresMetrics }) => ({
      publishes: [linkTopology(LINK_STREAMS.features)],
      grpc: [defineService(FeatureService, { queryFeatures: queryFeatures(history), getFeatureSummary: getFeatureSummary(history) })],
      consumes: {
        topology: [linkTopology(LINK_STREAMS.acquisition)],
        handle: computeFeatures({ directory, manipulator, history, publisher, metrics: featuresMetrics }),
      },
    }),
  );
}
