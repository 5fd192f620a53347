import { assetConfigFromWire } from "@phm/contracts";
import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { assetView } from "../views/asset-view.js";
import { knownAssetOf } from "./known-asset.js";

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
  router.get("/assets/:asset", (_request, response) => {
    const { config, version } = knownAssetOf(response);
    response.setHeader("ETag", `"${version}"`);
    response.json(assetView(config));
  });
  return router;
}
