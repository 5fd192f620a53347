import type { TimeNs } from "@phm/domain";
import type { Metrics } from "@phm/service-kit";
import { type CoverageSources, siteCoverage } from "./site-coverage.js";

/** Share of each site's points that report on time, told anew at every scrape. */
export function observeCoverage(metrics: Metrics, sources: CoverageSources, withinS: number, nowNs: () => TimeNs): void {
  const help = "Share of a site's points whose latest acquisition or reading is no older than PHM_COVERAGE_WITHIN";
  metrics.gauge("coverage_ratio", help, ["organisation", "site"], async (gauge) => {
    gauge.reset();
    for (const { organisation, site } of sitesOf(sources)) {
      const assets = await siteCoverage(sources, { organisation, site, withinS, atNs: nowNs() });
      const points = assets.reduce((sum, each) => sum + each.points, 0);
      const missing = assets.reduce((sum, each) => sum + each.missing.length, 0);
      if (points > 0) gauge.set({ organisation, site }, (points - missing) / points);
    }
  });
}

function sitesOf({ directory }: CoverageSources) {
  const refs = directory.matching(() => true).map(({ ref }) => ref);
  return new Map(refs.map(({ organisation, site }) => [`${organisation}:${site}`, { organisation, site }])).values();
}
