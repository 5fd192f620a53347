import {
  AdvisoryService,
  AssetService,
  KnowledgeService,
  LINK_STREAMS,
  PartService,
  PlanningService,
  WorkOrderService,
} from "@phm/contracts";
import { ANNOUNCEMENT_TOPOLOGY, chainService, defineService, linkTopology, type Service } from "@phm/service-kit";
import { takeAssessment } from "./advise/take-assessment.js";
import { settings, type WorkordersConfig } from "./config.js";
import { createContext } from "./context.js";
import { cancelWorkOrder } from "./rpc/cancel-work-order.js";
import { closeWorkOrder } from "./rpc/close-work-order.js";
import { getAsset } from "./rpc/get-asset.js";
import { getEntry } from "./rpc/get-entry.js";
import { getHistory } from "./rpc/get-history.js";
import { getPart } from "./rpc/get-part.js";
import { getWorkOrder } from "./rpc/get-work-order.js";
import { listAdvisories } from "./rpc/list-advisories.js";
import { listAssets } from "./rpc/list-assets.js";
import { listEntries } from "./rpc/list-entries.js";
import { listMovements } from "./rpc/list-movements.js";
import { listParts } from "./rpc/list-parts.js";
import { listPlannedStops } from "./rpc/list-planned-stops.js";
import { listWorkOrders } from "./rpc/list-work-orders.js";
import { movePart } from "./rpc/move-part.js";
import { putAsset } from "./rpc/put-asset.js";
import { putEntry } from "./rpc/put-entry.js";
import { putPart } from "./rpc/put-part.js";
import { putPlannedStop } from "./rpc/put-planned-stop.js";
import { removePlannedStop } from "./rpc/remove-planned-stop.js";

export function createWorkorders(config: WorkordersConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    ({ register, advice, advisories, orders, ender, knowledge, parts, plannedStops, publisher, workordersMetrics }) => ({
      publishes: [linkTopology(LINK_STREAMS.verdict), ANNOUNCEMENT_TOPOLOGY],
      grpc: [
        defineService(AssetService, { putAsset: putAsset(register), getAsset: getAsset(register), listAssets: listAssets(register) }),
        defineService(AdvisoryService, { listAdvisories: listAdvisories(advisories, advice) }),
        defineService(WorkOrderService, {
          getWorkOrder: getWorkOrder(orders),
          listWorkOrders: listWorkOrders(orders),
          closeWorkOrder: closeWorkOrder(ender),
          cancelWorkOrder: cancelWorkOrder(ender),
        }),
        defineService(KnowledgeService, {
          getEntry: getEntry(knowledge),
          listEntries: listEntries(knowledge),
          putEntry: putEntry(knowledge),
          getHistory: getHistory(knowledge),
        }),
        defineService(PartService, {
          putPart: putPart(parts),
          getPart: getPart(parts),
          listParts: listParts(parts),
          movePart: movePart(parts),
          listMovements: listMovements(parts),
        }),
        defineService(PlanningService, {
          putPlannedStop: putPlannedStop(plannedStops),
          removePlannedStop: removePlannedStop(plannedStops),
          listPlannedStops: listPlannedStops(plannedStops),
        }),
      ],
      consumes: {
        topology: [linkTopology(LINK_STREAMS.assessment)],
        handle: takeAssessment({
          register,
          advice,
          advisories,
          orders,
          knowledge,
          parts,
          plannedStops,
          publisher,
          metrics: workordersMetrics,
        }),
      },
    }),
  );
}
