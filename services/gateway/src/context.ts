import {
  AdvisoryService,
  AlarmService,
  ArchiveService,
  AssessmentService,
  AssetService,
  BearingService,
  BillService,
  CustomerService,
  DesignLifeService,
  EquipmentService,
  ExchangeService,
  FeatureService,
  InspectionService,
  KnowledgeService,
  KpiService,
  ModelService,
  NotificationService,
  PartService,
  PastOrderService,
  PeopleService,
  PlanningService,
  PlanService,
  PrognosisService,
  ReadingService,
  RetentionService,
  SuppressionService,
  SweepService,
  TwinService,
  WorkOrderService,
} from "@phm/contracts";
import { type ClientCalls, createClient, createLogger, type Logger, Metrics, Resources } from "@phm/service-kit";
import { IdempotencyBook } from "./api/idempotency.js";
import { ANSWER_COLLECTION } from "./api/stored-answer.js";
import { AuditBook } from "./audit/audit-book.js";
import { type AuditCollections, AuditLog } from "./audit/audit-log.js";
import { ANCHOR_COLLECTION, BLOCK_COLLECTION } from "./audit/stored-block.js";
import type { GatewayConfig } from "./config.js";
import { Broker } from "./events/broker.js";
import { OpenStreams } from "./events/open-streams.js";
import type { Identity } from "./identity/identity.js";
import { identityOf } from "./identity/open-identity.js";
import { SESSION_COLLECTION } from "./identity/session/stored-session.js";
import { ContractBook } from "./sharing/contract-book.js";
import { MachineModels } from "./sharing/machine-models.js";
import { CONTRACT_COLLECTION } from "./sharing/stored-contract.js";
import { GatewayStore } from "./store/gateway-store.js";

/** The services that the gateway asks, each by its calls, and its own few records. */
export interface GatewayContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly resources: Resources;
  /** Where it is, every request is asked who it is; else the API is open. */
  readonly identity?: Identity;
  /** The API is open, and meant for this machine alone. */
  readonly isForThisMachine: boolean;
  readonly consoleFolder?: string;
  readonly store: GatewayStore;
  /** What owners share with equipment makers. */
  readonly contracts: ContractBook;
  readonly machineModels: MachineModels;
  /** Who looked at what; absent where nobody is asked who they are. */
  readonly audit?: AuditLog;
  readonly auditBook: AuditBook;
  readonly idempotency?: IdempotencyBook;
  readonly auditCollections: AuditCollections;
  readonly broker: Broker;
  readonly streams: OpenStreams;
  readonly requestsPerMinute: number;
  /** Each answer is held against its schema before it leaves: for tests, as it costs time. */
  readonly checksAnswers?: boolean;
  readonly ingest: { readonly archive: ClientCalls<typeof ArchiveService>; readonly readings: ClientCalls<typeof ReadingService> };
  readonly features: ClientCalls<typeof FeatureService>;
  readonly twins: ClientCalls<typeof TwinService>;
  readonly retention: {
    readonly policies: ClientCalls<typeof RetentionService>;
    readonly sweeps: Readonly<Record<"ingest" | "features" | "predict", ClientCalls<typeof SweepService>>>;
  };
  readonly predict: {
    readonly assessment: ClientCalls<typeof AssessmentService>;
    readonly prognosis: ClientCalls<typeof PrognosisService>;
    readonly alarms: ClientCalls<typeof AlarmService>;
    readonly models: ClientCalls<typeof ModelService>;
  };
  readonly workorders: {
    readonly assets: ClientCalls<typeof AssetService>;
    readonly bills: ClientCalls<typeof BillService>;
    readonly customers: ClientCalls<typeof CustomerService>;
    readonly bearings: ClientCalls<typeof BearingService>;
    readonly designLife: ClientCalls<typeof DesignLifeService>;
    readonly equipment: ClientCalls<typeof EquipmentService>;
    readonly advisories: ClientCalls<typeof AdvisoryService>;
    readonly orders: ClientCalls<typeof WorkOrderService>;
    readonly people: ClientCalls<typeof PeopleService>;
    readonly suppressions: ClientCalls<typeof SuppressionService>;
    readonly inspection: ClientCalls<typeof InspectionService>;
    readonly knowledge: ClientCalls<typeof KnowledgeService>;
    readonly kpis: ClientCalls<typeof KpiService>;
    readonly notifications: ClientCalls<typeof NotificationService>;
    readonly exchange: ClientCalls<typeof ExchangeService>;
    readonly parts: ClientCalls<typeof PartService>;
    readonly pastOrders: ClientCalls<typeof PastOrderService>;
    readonly planning: ClientCalls<typeof PlanningService>;
    readonly plans: ClientCalls<typeof PlanService>;
  };
}

export function createContext(config: GatewayConfig): GatewayContext {
  const resources = new Resources();
  /** Nearly everything that the gateway calls only reads, so a repetition is harmless; commands say that they are not. */
  const options = { idempotent: true };
  const connect = <S extends Parameters<typeof createClient>[0]>(service: S, address: string): ClientCalls<S> =>
    resources.use(service.typeName, createClient(service, address, options), (client) => client.close()).call;
  const logger = createLogger({ service: config.serviceName, level: config.logLevel });
  const broker = resources.use("broker", new Broker(config.natsUrl, config.serviceName, logger), (open) => open.close());
  const store = resources.use("store", new GatewayStore(config, logger), (open) => open.close());
  const metrics = new Metrics(config.serviceName);
  const auditCollections: AuditCollections = {
    blocks: () => store.collection(BLOCK_COLLECTION),
    anchors: () => store.collection(ANCHOR_COLLECTION),
  };
  const identity = identityOf(config, () => store.collection(SESSION_COLLECTION));
  const equipment = connect(EquipmentService, config.workordersAddress);
  return {
    logger,
    store,
    machineModels: new MachineModels(equipment),
    ...(identity.identity ? { audit: resources.use("audit", new AuditLog(auditCollections, logger, metrics), (log) => log.close()) } : {}),
    auditBook: new AuditBook(auditCollections),
    idempotency: new IdempotencyBook(() => store.collection(ANSWER_COLLECTION)),
    auditCollections,
    contracts: new ContractBook(() => store.collection(CONTRACT_COLLECTION)),
    broker,
    streams: new OpenStreams(),
    metrics,
    resources,
    ...identity,
    isForThisMachine: identity.identity === undefined && !config.apiOpen,
    requestsPerMinute: config.requestsPerMinute,
    checksAnswers: config.checksAnswers,
    ...(config.consoleFolder === undefined ? {} : { consoleFolder: config.consoleFolder }),
    ingest: { archive: connect(ArchiveService, config.ingestAddress), readings: connect(ReadingService, config.ingestAddress) },
    features: connect(FeatureService, config.featuresAddress),
    twins: connect(TwinService, config.featuresAddress),
    retention: {
      policies: connect(RetentionService, config.ingestAddress),
      sweeps: {
        ingest: connect(SweepService, config.ingestAddress),
        features: connect(SweepService, config.featuresAddress),
        predict: connect(SweepService, config.predictAddress),
      },
    },
    predict: {
      assessment: connect(AssessmentService, config.predictAddress),
      prognosis: connect(PrognosisService, config.predictAddress),
      alarms: connect(AlarmService, config.predictAddress),
      models: connect(ModelService, config.predictAddress),
    },
    workorders: {
      assets: connect(AssetService, config.workordersAddress),
      // A bill or customer that is put again is the same, what is put by for an order is counted, and a link is one.
      bills: connect(BillService, config.workordersAddress),
      customers: connect(CustomerService, config.workordersAddress),
      // As with knowledge, a change that is repeated is recognised.
      bearings: connect(BearingService, config.workordersAddress),
      // A change that is repeated says nothing new, and a cost is known by its id.
      equipment,
      designLife: connect(DesignLifeService, config.workordersAddress),
      advisories: connect(AdvisoryService, config.workordersAddress),
      orders: connect(WorkOrderService, config.workordersAddress),
      kpis: connect(KpiService, config.workordersAddress),
      // The same name, and the same suppression, again changes nothing.
      people: connect(PeopleService, config.workordersAddress),
      suppressions: connect(SuppressionService, config.workordersAddress),
      // A write that is repeated is recognised: the same change again changes nothing.
      knowledge: connect(KnowledgeService, config.workordersAddress),
      // Entries have ids of the phone, photos their hash, and a change that is repeated is recognised.
      inspection: connect(InspectionService, config.workordersAddress),
      // Movements have ids of the caller: the same one again changes nothing.
      parts: connect(PartService, config.workordersAddress),
      // Events have ids of the other system, and a system that is put again is the same.
      exchange: connect(ExchangeService, config.workordersAddress),
      pastOrders: connect(PastOrderService, config.workordersAddress),
      notifications: connect(NotificationService, config.workordersAddress),
      planning: connect(PlanningService, config.workordersAddress),
      // The same plan, and the same reading, again changes nothing.
      plans: connect(PlanService, config.workordersAddress),
    },
  };
}
