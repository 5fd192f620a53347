import { writeBundle } from "@phm/bundle";
import { simulateHealthy, simulateLife } from "@phm/simulator";

export interface SimulateOptions {
  readonly seed: string;
  readonly acquisitions: string;
  readonly healthy?: boolean;
}

/** Writes a simulated life as an acquisition bundle, which says of itself that it is simulated. */
export async function simulate(out: string, { seed, acquisitions, healthy }: SimulateOptions): Promise<void> {
  const options = { seed: Number(seed), acquisitions: Number(acquisitions) };
  const life = healthy ? simulateHealthy(options) : simulateLife(options);
  const info = {
    name: `simulated-${healthy ? "healthy" : "life"}-${seed}`,
    title: `Simulated bearing ${healthy ? "in good condition" : "life"} (seed ${seed}); nothing here was measured`,
    assets: [life.config],
    notes: [`phm simulate --seed ${seed} --acquisitions ${acquisitions}${healthy ? " --healthy" : ""}`],
  };
  await writeBundle(out, info, life.acquisitions(), { compression: "br" });
  process.stdout.write(`${out}: ${acquisitions} acquisitions of ${life.config.ref.asset}\n`);
}
