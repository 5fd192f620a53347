import { assetConfigFromWire, assetRefToWire } from "@phm/contracts";
import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, organisationOf, pageOf, queryText } from "../request-parameters.js";
import { assetView } from "../views/asset-view.js";

const MAX_PAGE = 500;

export function assetRoutes({ workorders }: GatewayContext): Router {
  const router = Router();
  router.get("/assets", async (request, response) => {
    const page = pageOf(request, MAX_PAGE);
    const answer = await workorders.assets.listAssets({
      organisation: organisationOf(request),
      site: queryText(request, "site") ?? "",
      ...page,
    });
    response.json({
      items: answer.configs.map((config) => assetView(assetConfigFromWire(config))),
      nextCursor: answer.nextCursor || undefined,
    });
  });
  router.get("/assets/:asset", async (request, response) => {
    const { config, version } = await workorders.assets.getAsset({ ref: assetRefToWire(assetOf(request)) });
    response.setHeader("ETag", `"${version}"`);
    response.json(config && assetView(assetConfigFromWire(config)));
  });
  return router;
}
