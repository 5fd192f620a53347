import { type AssessmentSummaryMessage, assetConfigFromWire } from "@phm/contracts";
import type { AssetConfig } from "@phm/domain";
import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { fleetView } from "../views/fleet-view.js";

const MAX_PAGE = 500;

/** Every asset of the register with what stands of it, by site and asset. */
export function fleetRoutes({ workorders, predict }: GatewayContext): Router {
  const router = Router();
  router.get("/fleet", async (request, response) => {
    const asked = { organisation: organisationOf(request), site: queryText(request, "site") ?? "", ...pageOf(request, MAX_PAGE) };
    const { configs, nextCursor } = await workorders.assets.listAssets(asked);
    const assets = configs.map(assetConfigFromWire);
    const sites = [...new Set(assets.map(({ ref }) => ref.site))];
    const ofSite = (site: string) => assets.filter(({ ref }) => ref.site === site);
    const pages = await Promise.all(sites.map((site) => summariesOf(ofSite(site), predict)));
    const summaries = new Map(pages.flat().map((summary) => [keyOf(summary.condition?.ref), summary]));
    const items = assets.map((asset) => fleetView(asset, summaries.get(keyOf(asset.ref))));
    response.json({ items, nextCursor: nextCursor || undefined });
  });
  return router;
}

/** @param assets of one site, by asset, at least one */
async function summariesOf(assets: readonly AssetConfig[], { assessment }: GatewayContext["predict"]): Promise<AssessmentSummaryMessage[]> {
  const [first, last] = [assets[0], assets.at(-1)];
  if (!first || !last) return [];
  const { organisation, site } = first.ref;
  const range = { organisation, site, firstAsset: first.ref.asset, lastAsset: last.ref.asset, limit: MAX_PAGE };
  return (await assessment.listAssessments(range)).assessments;
}

const keyOf = (ref: { readonly site: string; readonly asset: string } | undefined) => `${ref?.site}/${ref?.asset}`;
