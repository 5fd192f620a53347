import { writeBundle } from "@phm/bundle";
import { InvalidValue } from "@phm/domain";
import { simulateHealthy, simulateLife } from "@phm/simulator";
import { type LoadOptions, simulateLoad } from "./load/simulate-load.js";

export interface SimulateOptions extends Omit<LoadOptions, "assets"> {
  readonly assets?: string;
  readonly seed: string;
  readonly acquisitions: string;
  readonly healthy?: boolean;
}

/** Writes a simulated life as an acquisition bundle, which says of itself that it is simulated; or loads a running suite. */
export async function simulate(out: string | undefined, options: SimulateOptions): Promise<void> {
  const { assets, seed, acquisitions, healthy } = options;
  if (assets !== undefined) {
    if (out !== undefined) throw new InvalidValue("out", out, "left out with --assets: a load is sent, not written");
    return simulateLoad({ ...options, assets });
  }
  if (out === undefined) throw new InvalidValue("out", out, "a folder to write, or --assets to load a running suite");
  await writeLife(out, { seed, acquisitions, ...(healthy ? { healthy } : {}) });
}

async function writeLife(
  out: string,
  { seed, acquisitions, healthy }: Pick<SimulateOptions, "seed" | "acquisitions" | "healthy">,
): Promise<void> {
  const lifeOptions = { seed: Number(seed), acquisitions: Number(acquisitions) };
  const life = healthy ? simulateHealthy(lifeOptions) : simulateLife(lifeOptions);
  const info = {
    name: `simulated-${healthy ? "healthy" : "life"}-${seed}`,
    title: `Simulated bearing ${healthy ? "in good condition" : "life"} (seed ${seed}); nothing here was measured`,
    assets: [life.config],
    notes: [`phm simulate --seed ${seed} --acquisitions ${acquisitions}${healthy ? " --healthy" : ""}`],
  };
  await writeBundle(out, info, life.acquisitions(), { compression: "br" });
  process.stdout.write(`${out}: ${acquisitions} acquisitions of ${life.config.ref.asset}\n`);
}
