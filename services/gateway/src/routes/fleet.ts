import { type AssessmentSummaryMessage, assetConfigFromWire } from "@phm/contracts";
import type { AssetConfig } from "@phm/domain";
import { operation } from "../api/operation.js";
import { listOf, PLACES, page } from "../api/parameters.js";
import type { GatewayContext } from "../context.js";
import { organisationOf, pageOf } from "../request-parameters.js";
import { fleetLine } from "../schemas/fleet.js";
import { fleetView } from "../views/fleet-view.js";

const MAX_PAGE = 500;

/** Every asset of the register with what stands of it, by site and asset. */
export const fleetOperations = [
  operation({
    id: "listFleet",
    method: "get",
    path: "/fleet",
    demand: "read",
    tag: "Assets",
    summary: "Every asset of the register with condition, surest finding and remaining life",
    query: { ...PLACES, ...page(MAX_PAGE) },
    answer: listOf(fleetLine),
    handle: async ({ workorders, predict }, { query, request }) => {
      const asked = { organisation: organisationOf(request), site: query.site ?? "", ...pageOf(request, MAX_PAGE) };
      const { configs, nextCursor } = await workorders.assets.listAssets(asked);
      const assets = configs.map(assetConfigFromWire);
      const sites = [...new Set(assets.map(({ ref }) => ref.site))];
      const ofSite = (site: string) => assets.filter(({ ref }) => ref.site === site);
      const pages = await Promise.all(sites.map((site) => summariesOf(ofSite(site), predict)));
      const summaries = new Map(pages.flat().map((summary) => [keyOf(summary.condition?.ref), summary]));
      const items = assets.map((asset) => fleetView(asset, summaries.get(keyOf(asset.ref))));
      return { items, nextCursor: nextCursor || undefined };
    },
  }),
];

/** @param assets of one site, by asset, at least one */
async function summariesOf(assets: readonly AssetConfig[], { assessment }: GatewayContext["predict"]): Promise<AssessmentSummaryMessage[]> {
  const [first, last] = [assets[0], assets.at(-1)];
  if (!first || !last) return [];
  const { organisation, site } = first.ref;
  const range = { organisation, site, firstAsset: first.ref.asset, lastAsset: last.ref.asset, limit: MAX_PAGE };
  return (await assessment.listAssessments(range)).assessments;
}

const keyOf = (ref: { readonly site: string; readonly asset: string } | undefined) => `${ref?.site}/${ref?.asset}`;
