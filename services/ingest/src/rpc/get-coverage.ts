import type { ReadingService } from "@phm/contracts";
import { InvalidValue, organisationId, siteId, type TimeNs } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import { type AssetCoverage, type CoverageSources, siteCoverage } from "../coverage/site-coverage.js";

/** A year. */
const MAX_WITHIN_S = 366 * 86_400;

type GetCoverage = MethodHandler<(typeof ReadingService)["method"]["getCoverage"]>;

export function getCoverage(sources: CoverageSources, nowNs: () => TimeNs): GetCoverage {
  return async ({ organisation, site, withinS, atNs: asked }) => {
    if (!(withinS > 0 && withinS <= MAX_WITHIN_S)) throw new InvalidValue("withinS", withinS, `above 0 and at most ${MAX_WITHIN_S}`);
    const atNs = asked > 0n ? asked : nowNs();
    const query = { organisation: organisationId(organisation), site: siteId(site), withinS, atNs };
    const assets = (await siteCoverage(sources, query)).map(toWire);
    const points = assets.reduce((sum, each) => sum + each.points, 0);
    const onTime = assets.reduce((sum, each) => sum + each.onTime, 0);
    return { points, onTime, ...(points === 0 ? {} : { share: onTime / points }), assets, atNs };
  };
}

function toWire({ asset, points, missing }: AssetCoverage) {
  return {
    ...{ asset, points, onTime: points - missing.length },
    missing: missing.map(({ point, sinceNs }) => ({ point, ...(sinceNs === undefined ? {} : { sinceNs }) })),
  };
}
