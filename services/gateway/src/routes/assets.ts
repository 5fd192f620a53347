import { assetConfigFromWire, assetRefToWire, designLifeFromWire } from "@phm/contracts";
import { type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { assetDetailView, assetView } from "../views/asset-view.js";
import { designLifeView } from "../views/design-life-view.js";
import { knownAssetOf } from "./known-asset.js";

const MAX_PAGE = 500;

export function assetRoutes({ workorders }: GatewayContext): Router {
  const router = Router();
  const designLifeOf = async (response: Response) => {
    const { designLife } = await workorders.designLife.getDesignLife({ ref: assetRefToWire(knownAssetOf(response).config.ref) });
    return designLifeFromWire(designLife);
  };
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
  router.get("/assets/:asset", async (_request, response) => {
    const { config, version, notices } = knownAssetOf(response);
    const designLife = await designLifeOf(response);
    response.setHeader("ETag", `"${version}"`);
    response.json(assetDetailView(config, notices, designLife));
  });
  router.get("/assets/:asset/design-life", async (_request, response) => {
    response.json(designLifeView(await designLifeOf(response)));
  });
  return router;
}
