import { assetConfigFromWire, assetRefToWire, workOrderFromWire } from "@phm/contracts";
import { ServiceError } from "@phm/service-kit";
import { Router } from "express";
import { assessmentFromWire } from "../assessment-of.js";
import type { GatewayContext } from "../context.js";
import { type OverviewRow, overviewPage } from "../pages/overview-page.js";
import { STYLE } from "../pages/page-layout.js";
import { workOrderPage } from "../pages/work-order-page.js";
import { languageOf, organisationOf } from "../request-parameters.js";
import { shownOrder } from "../views/order-answer-view.js";

const SHOWN = 100;

/** The plain pages: what stands now, and one ticket. */
export function pageRoutes(context: GatewayContext): Router {
  const { workorders } = context;
  const router = Router();
  router.get("/style.css", (_request, response) => void response.type("css").send(STYLE));
  router.get("/", async (request, response) => {
    const organisation = organisationOf(request);
    const [{ configs }, { workOrders }] = await Promise.all([
      workorders.assets.listAssets({ organisation, limit: SHOWN }),
      workorders.orders.listWorkOrders({ organisation, onlyStanding: true, limit: SHOWN }),
    ]);
    const rows = await Promise.all(configs.map((config) => overviewRow(context, assetConfigFromWire(config))));
    response.type("html").send(overviewPage(rows, workOrders.map(workOrderFromWire), languageOf(request)));
  });
  router.get("/work-orders/:id", async (request, response) => {
    const answer = await workorders.orders.getWorkOrder({ organisation: organisationOf(request), id: request.params.id });
    response.type("html").send(workOrderPage(shownOrder(answer), languageOf(request)));
  });
  return router;
}

async function overviewRow({ predict }: GatewayContext, config: OverviewRow["config"]): Promise<OverviewRow> {
  try {
    const { assessment } = await predict.assessment.getAssessment({ ref: assetRefToWire(config.ref) });
    return { config, assessment: assessmentFromWire(assessment) };
  } catch (error) {
    // An asset without data yet is a row without an assessment, not a broken page.
    if (ServiceError.from(error).code === "not_found") return { config };
    throw error;
  }
}
