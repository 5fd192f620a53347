import { type AssetConfig, addSeconds, type TimeNs } from "@phm/domain";
import type { AssetDirectory } from "@phm/service-kit";
import type { ReadingPoints } from "../readings/reading-points.js";
import { type HeardSources, lastHeard } from "./last-heard.js";

export interface MissingPoint {
  readonly point: string;
  /** When it was last heard of; absent: never. */
  readonly sinceNs?: TimeNs;
}

export interface AssetCoverage {
  readonly asset: string;
  readonly points: number;
  readonly missing: readonly MissingPoint[];
}

export interface CoverageSources extends HeardSources {
  readonly directory: AssetDirectory;
  readonly points: ReadingPoints;
}

export interface SiteQuery {
  readonly organisation: string;
  readonly site: string;
  /** Seconds back from `atNs` in which a point must have been heard of to be on time. */
  readonly withinS: number;
  readonly atNs: TimeNs;
}

/** Which points of a site's machines report on time, by machine. Machines that are not in use are left out. */
export async function siteCoverage(sources: CoverageSources, { organisation, site, withinS, atNs }: SiteQuery): Promise<AssetCoverage[]> {
  const ours = ({ ref, outOfUse }: AssetConfig) => ref.organisation === organisation && ref.site === site && outOfUse === undefined;
  const configs = sources.directory.matching(ours).sort((a, b) => a.ref.asset.localeCompare(b.ref.asset));
  const assets: AssetCoverage[] = [];
  for (const config of configs) assets.push(await assetCoverage(sources, config, addSeconds(atNs, -withinS), atNs));
  return assets;
}

async function assetCoverage(
  sources: CoverageSources,
  { ref, points }: AssetConfig,
  sinceNs: TimeNs,
  atNs: TimeNs,
): Promise<AssetCoverage> {
  const slow = (await sources.points.of(ref)).map(({ point }) => point);
  const names = [...new Set([...points.map(({ id }) => String(id)), ...slow])].sort();
  const heard = await lastHeard(sources, ref, names, atNs);
  const missing = names.flatMap((point): MissingPoint[] => {
    const lastNs = heard.get(point);
    if (lastNs === undefined) return [{ point }];
    return lastNs < sinceNs ? [{ point, sinceNs: lastNs }] : [];
  });
  return { asset: ref.asset, points: names.length, missing };
}
