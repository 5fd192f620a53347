import { assetRefToWire } from "@phm/contracts";
import { DEFAULT_SITE, parseTimeNs } from "@phm/domain";
import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, organisationOf, queryText } from "../request-parameters.js";
import { kpiView, lifeCostsView } from "../views/kpi-view.js";

/** What a machine has cost so far. Figures of maintenance of a site, one machine, or an area or line (`place`, its code), `from` and `to` in RFC 3339. */
export function kpiRoutes({ workorders: { kpis } }: GatewayContext): Router {
  const router = Router();
  router.get("/kpis", async (request, response) => {
    const answer = await kpis.getMaintenanceKpis({
      organisation: organisationOf(request),
      site: queryText(request, "site") ?? DEFAULT_SITE,
      asset: queryText(request, "asset") ?? "",
      place: queryText(request, "place") ?? "",
      fromNs: parseTimeNs(queryText(request, "from") ?? "", "from"),
      toNs: parseTimeNs(queryText(request, "to") ?? "", "to"),
    });
    response.json(kpiView(answer));
  });
  router.get("/assets/:asset/costs", async (request, response) => {
    response.json(lifeCostsView(await kpis.getLifeCosts({ ref: assetRefToWire(assetOf(request)) })));
  });
  return router;
}
