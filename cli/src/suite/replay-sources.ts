import { existsSync } from "node:fs";
import { join } from "node:path";
import { openBundle } from "@phm/bundle";
import { InvalidValue } from "@phm/domain";
import { simulateLife } from "@phm/simulator";
import type { ReplaySource } from "./replay-source.js";

/** A recorded bundle, or one asset of it. @throws BundleError for anything that is wrong with it. */
export async function bundleSource(path: string, asset?: string): Promise<ReplaySource> {
  if (!existsSync(join(path, "bundle.json"))) throw new InvalidValue("bundle", path, "a folder with a bundle.json (an acquisition bundle)");
  const bundle = await openBundle(path);
  const assets = bundle.assets.filter((config) => asset === undefined || config.ref.asset === asset);
  if (assets.length === 0) {
    throw new InvalidValue("asset", asset, `an asset of the bundle: ${bundle.assets.map((config) => config.ref.asset).join(", ")}`);
  }
  const { title, citation } = bundle.header;
  return {
    title: `recorded signals: ${title}${citation ? ` (${citation})` : ""}`,
    assets,
    count: await bundle.count(asset),
    acquisitions: () => bundle.acquisitions(asset === undefined ? {} : { asset }),
  };
}

const LIFE_ACQUISITIONS = 600;

/** A bearing's life made by the simulator. */
export function simulatedSource(seed: number): ReplaySource {
  const life = simulateLife({ seed, acquisitions: LIFE_ACQUISITIONS });
  return {
    title: `SIMULATED signals: a bearing's life made by the physical model in packages/simulator (seed ${seed}); nothing here was measured`,
    assets: [life.config],
    count: LIFE_ACQUISITIONS,
    acquisitions: () => life.acquisitions(),
  };
}
