import express, { type Express } from "express";
import { authorise } from "./access/authorise.js";
import { ownHost } from "./access/own-host.js";
import { documentRoutes } from "./api/document-routes.js";
import { mount } from "./api/mount.js";
import { compress } from "./compress.js";
import type { GatewayContext } from "./context.js";
import { OPERATIONS } from "./operations.js";
import { noSuchPath, sendProblem } from "./problem.js";
import { limitRate } from "./rate-limit.js";
import { requestMetrics } from "./request-metrics.js";
import { assetRoutes } from "./routes/assets.js";
import { bearingRoutes } from "./routes/bearings.js";
import { billRoutes } from "./routes/bills.js";
import { consoleRoutes } from "./routes/console.js";
import { customerRoutes } from "./routes/customers.js";
import { equipmentRoutes } from "./routes/equipment.js";
import { equipmentDocumentRoutes } from "./routes/equipment-documents.js";
import { equipmentTableRoutes } from "./routes/equipment-tables.js";
import { exchangeRoutes } from "./routes/exchange.js";
import { exchangeLocationRoutes } from "./routes/exchange-locations.js";
import { inspectionPhotoRoutes } from "./routes/inspection-photos.js";
import { inspectionPlanRoutes } from "./routes/inspection-plans.js";
import { inspectionRoundRoutes } from "./routes/inspection-rounds.js";
import { knowledgeRoutes } from "./routes/knowledge.js";
import { knownAsset } from "./routes/known-asset.js";
import { kpiRoutes } from "./routes/kpis.js";
import { modelRoutes } from "./routes/models.js";
import { notificationRoutes } from "./routes/notifications.js";
import { orderAttachmentRoutes } from "./routes/order-attachments.js";
import { orderCommandRoutes } from "./routes/order-commands.js";
import { pageRoutes } from "./routes/pages.js";
import { partRoutes } from "./routes/parts.js";
import { pastOrderRoutes } from "./routes/past-orders.js";
import { planRoutes } from "./routes/plans.js";
import { retentionRoutes } from "./routes/retention.js";
import { workOrderRoutes } from "./routes/work-orders.js";
import { securityHeaders } from "./security-headers.js";
import { sharedAsset } from "./sharing/shared-asset.js";
import { toConsole } from "./to-console.js";

/** The front door: REST under /api/v1, the plain pages, and the console. */
export function createApp(context: GatewayContext): Express {
  const app = express().disable("x-powered-by");
  app.use(requestMetrics(context.metrics));
  app.use(securityHeaders);
  app.use(compress);
  if (context.isForThisMachine) app.use(ownHost);
  if (context.consoleFolder !== undefined) app.use(toConsole());
  if (context.identity) app.use(authorise(context.identity, context.audit));
  app.use("/api/v1", limitRate(context.requestsPerMinute));
  app.use("/api/v1/assets/:asset", sharedAsset(context), knownAsset(context));
  for (const routes of [
    assetRoutes,
    bearingRoutes,
    equipmentTableRoutes,
    equipmentRoutes,
    equipmentDocumentRoutes,
    modelRoutes,
    retentionRoutes,
    workOrderRoutes,
    orderCommandRoutes,
    orderAttachmentRoutes,
    pastOrderRoutes,
    knowledgeRoutes,
    kpiRoutes,
    planRoutes,
    partRoutes,
    billRoutes,
    customerRoutes,
    inspectionPlanRoutes,
    inspectionRoundRoutes,
    inspectionPhotoRoutes,
    notificationRoutes,
    exchangeRoutes,
    exchangeLocationRoutes,
  ])
    app.use("/api/v1", routes(context));
  app.use("/api/v1", mount(context, OPERATIONS));
  app.use("/api/v1", documentRoutes());
  app.use(pageRoutes(context));
  app.use(consoleRoutes(context));
  app.use(noSuchPath);
  app.use(sendProblem(context.logger));
  return app;
}
