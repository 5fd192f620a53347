import { AssessmentService, LINK_STREAMS, PrognosisService } from "@phm/contracts";
import { ANNOUNCEMENT_TOPOLOGY, chainService, defineService, linkTopology, type Service } from "@phm/service-kit";
import { assessFeatures } from "./assess/assess-features.js";
import { type PredictConfig, settings } from "./config.js";
import { createContext } from "./context.js";
import { getAssessment } from "./rpc/get-assessment.js";
import { queryPrognoses } from "./rpc/query-prognoses.js";

export function createPredict(config: PredictConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    ({ directory, states, prognoses, late, publisher, predictMetrics }) => ({
      publishes: [linkTopology(LINK_STREAMS.assessment), ANNOUNCEMENT_TOPOLOGY],
      grpc: [
        defineService(AssessmentService, { getAssessment: getAssessment(states, late) }),
        defineService(PrognosisService, { queryPrognoses: queryPrognoses(prognoses) }),
      ],
      consumes: {
        topology: [linkTopology(LINK_STREAMS.features)],
        handle: assessFeatures({ directory, states, prognoses, late, publisher, metrics: predictMetrics }),
      },
    }),
  );
}
