import { AdvisoryService, LINK_STREAMS, subjectsOf } from "@phm/contracts";
import { ANNOUNCEMENT_TOPOLOGY, chainService, defineService, linkTopology, type Service, type StreamTopology } from "@phm/service-kit";
import { takeAssessment } from "./advise/take-assessment.js";
import { settings, type WorkordersConfig } from "./config.js";
import { createContext } from "./context.js";
import { MACHINE_NEWS, takeMachineNews } from "./equipment/take-machine-news.js";
import { wantTransfers } from "./exchange/want-transfers.js";
import { takeOrderNotice } from "./notify/take-order-notice.js";
import { listAdvisories } from "./rpc/list-advisories.js";
import { assetService } from "./serve/asset-service.js";
import { bearingService } from "./serve/bearing-service.js";
import { billService } from "./serve/bill-service.js";
import { customerService } from "./serve/customer-service.js";
import { designLifeService } from "./serve/design-life-service.js";
import { equipmentService } from "./serve/equipment-service.js";
import { exchangeService } from "./serve/exchange-service.js";
import { inspectionService } from "./serve/inspection-service.js";
import { knowledgeService } from "./serve/knowledge-service.js";
import { kpiService } from "./serve/kpi-service.js";
import { notificationService } from "./serve/notification-service.js";
import { partService } from "./serve/part-service.js";
import { pastOrderService } from "./serve/past-order-service.js";
import { peopleService } from "./serve/people-service.js";
import { planService } from "./serve/plan-service.js";
import { planningService } from "./serve/planning-service.js";
import { referenceService } from "./serve/reference-service.js";
import { suppressionService } from "./serve/suppression-service.js";
import { workOrderService } from "./serve/work-order-service.js";

/** Changes of orders are told to people from what is announced to everybody: whoever changes an order need not think of it. */
const NOTICE_CONSUMER = "workorders-notify";
/** Other systems are told in their turn: one that is slow must not keep people from being told. */
const EXCHANGE_CONSUMER = "workorders-exchange";
const NOTICE_TOPOLOGY: StreamTopology = {
  ...ANNOUNCEMENT_TOPOLOGY,
  consumers: [
    { durable: NOTICE_CONSUMER, filterSubject: subjectsOf("workorder") },
    { durable: EXCHANGE_CONSUMER, filterSubject: subjectsOf("workorder") },
    ...MACHINE_NEWS,
  ],
};

export function createWorkorders(config: WorkordersConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    (context) => {
      const { advisories, advice, notifications, clock, workordersMetrics: metrics } = context;
      const takeAdvice = takeAssessment({ ...context, metrics });
      const takeNotice = takeOrderNotice({ ...notifications, nowNs: () => clock.wallNs() });
      const { systems, transfers } = context.exchange;
      const wantTransfer = wantTransfers(systems, transfers, () => clock.wallNs());
      const takeNews = takeMachineNews(context.equipment.journal);
      const handlers = new Map([
        [NOTICE_CONSUMER, takeNotice],
        [EXCHANGE_CONSUMER, wantTransfer],
        ...MACHINE_NEWS.map(({ durable }) => [durable, takeNews] as const),
      ]);
      return {
        publishes: [linkTopology(LINK_STREAMS.verdict), NOTICE_TOPOLOGY],
        grpc: [
          assetService(context),
          bearingService(context),
          designLifeService(context),
          equipmentService(context),
          exchangeService(context),
          defineService(AdvisoryService, { listAdvisories: listAdvisories(advisories, advice) }),
          workOrderService(context),
          pastOrderService(context),
          peopleService(context),
          suppressionService(context),
          knowledgeService(context),
          kpiService(context),
          partService(context),
          billService(context),
          customerService(context),
          inspectionService(context),
          planningService(context),
          planService(context),
          notificationService(context),
          referenceService(context),
        ],
        shelves: context.shelves,
        consumes: {
          topology: [linkTopology(LINK_STREAMS.assessment), NOTICE_TOPOLOGY],
          handle: (message, signal) => (handlers.get(message.durable) ?? takeAdvice)(message, signal),
        },
      };
    },
  );
}
