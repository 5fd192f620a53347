import { distOf } from "./dist.mjs";

/** A fifth of a second of signal each twenty seconds: enough for levels, and quick. */
const SIGNAL = { samples: 2560, sampleRateHz: 12_800, intervalS: 20 };
const FAULTS = ["bearing_outer_race", "bearing_inner_race", "bearing_rolling_element"];
/**
 * Lives of so many simulated machines as the pipeline sees them: each with its own length, damaged part, growth and slip.
 * @param lengths shortest and longest life, acquisitions
 */
export async function simulatedLives(count, seed, [shortest, longest]) {
  const { simulateLife } = await import(distOf("packages/simulator"));
  const { runLives, seededUniform } = await import(distOf("packages/pipeline"));
  const random = seededUniform(seed);
  const lives = [];
  for (let i = 0; i < count; i++) {
    const asset = `simulated-${i + 1}`;
    const acquisitions = shortest + Math.floor((longest - shortest) * random());
    const life = simulateLife({
      ...SIGNAL,
      seed: seed * 1000 + i,
      acquisitions,
      asset,
      fault: FAULTS[Math.floor(FAULTS.length * random())],
    });
    const [first] = life.acquisitions();
    const end = { asset, startNs: first.startTimeNs, endNs: life.truth.endOfLifeNs };
    lives.push(...(await runLives(life.acquisitions(), new Map([[asset, life.config]]), [end])).lives);
  }
  return lives;
}
