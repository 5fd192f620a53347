import {
  AdvisoryService,
  AlarmService,
  AssessmentService,
  AssetService,
  FeatureService,
  KnowledgeService,
  PartService,
  PlanningService,
  PrognosisService,
  WorkOrderService,
} from "@phm/contracts";
import { type ClientCalls, createClient, createLogger, type Logger, Metrics, Resources } from "@phm/service-kit";
import type { GatewayConfig } from "./config.js";

/** The services that the gateway asks, each by its calls. It keeps no records of its own. */
export interface GatewayContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly resources: Resources;
  readonly features: ClientCalls<typeof FeatureService>;
  readonly predict: {
    readonly assessment: ClientCalls<typeof AssessmentService>;
    readonly prognosis: ClientCalls<typeof PrognosisService>;
    readonly alarms: ClientCalls<typeof AlarmService>;
  };
  readonly workorders: {
    readonly assets: ClientCalls<typeof AssetService>;
    readonly advisories: ClientCalls<typeof AdvisoryService>;
    readonly orders: ClientCalls<typeof WorkOrderService>;
    readonly knowledge: ClientCalls<typeof KnowledgeService>;
    readonly parts: ClientCalls<typeof PartService>;
    readonly planning: ClientCalls<typeof PlanningService>;
  };
}

export function createContext(config: GatewayConfig): GatewayContext {
  const resources = new Resources();
  /** Nearly everything that the gateway calls only reads, so a repetition is harmless; commands say that they are not. */
  const options = { idempotent: true };
  const connect = <S extends Parameters<typeof createClient>[0]>(service: S, address: string): ClientCalls<S> =>
    resources.use(service.typeName, createClient(service, address, options), (client) => client.close()).call;
  return {
    logger: createLogger({ service: config.serviceName, level: config.logLevel }),
    metrics: new Metrics(config.serviceName),
    resources,
    features: connect(FeatureService, config.featuresAddress),
    predict: {
      assessment: connect(AssessmentService, config.predictAddress),
      prognosis: connect(PrognosisService, config.predictAddress),
      alarms: connect(AlarmService, config.predictAddress),
    },
    workorders: {
      assets: connect(AssetService, config.workordersAddress),
      advisories: connect(AdvisoryService, config.workordersAddress),
      orders: connect(WorkOrderService, config.workordersAddress),
      // A write that is repeated is recognised: the same change again changes nothing.
      knowledge: connect(KnowledgeService, config.workordersAddress),
      // Movements have ids of the caller: the same one again changes nothing.
      parts: connect(PartService, config.workordersAddress),
      planning: connect(PlanningService, config.workordersAddress),
    },
  };
}
