// Scoring in serving, per second of processor time: every machine's indicators, its distribution, interval and words, by each kind of
// remaining-life model; and how long the opening of a model of each kind holds scoring up (reading its JSON is not in it).
import { openBackend, survivalNetRecipe } from "@phm/learning";
import { CDF_FOREST, openServedModel, PROPORTIONAL_ODDS, seededUniform } from "@phm/pipeline";
import { DEFAULT_RUL_MODEL, growCdfForest, HEALTH_INDICATOR_NAMES } from "@phm/prognostics";
import { median, report } from "./lib/measure.mjs";
import { RisingAssets } from "./scoring/rising-assets.mjs";
import { simulatedLives } from "./scoring/simulated-lives.mjs";

const ASSETS = 10_000;
const REPETITIONS = 7;
const NEEDED_ASSETS_PER_S = 10_000;
/** A pause that nobody notices between two acquisitions. */
const LONGEST_OPENING_MS = 20;
const LIVES = simulatedLives(24);
const LARGE_FOREST = { trees: 500, maxDepth: 8, minLeafLives: 0.02, random: seededUniform(1) };

/** Far larger than any that the suite trains. */
const LARGE = "a CDF forest of 500 deep trees";
const documentOf = (fitted) => ({ ...DEFAULT_RUL_MODEL, fitted });
const models = {
  "the default model (proportional odds)": DEFAULT_RUL_MODEL,
  "proportional odds on 24 lives": documentOf(PROPORTIONAL_ODDS.fit(LIVES)),
  "a CDF forest on 24 lives": documentOf(CDF_FOREST.fit(LIVES)),
  "survival nets on 24 lives": documentOf(survivalNetRecipe(await openBackend()).fit(LIVES)),
  [LARGE]: documentOf(growCdfForest(LIVES, HEALTH_INDICATOR_NAMES, LARGE_FOREST)),
};

/** Processor seconds, not wall time: the rate is that of one core, whatever else runs on it. */
function processorS(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

for (const [name, document] of Object.entries(models).filter(([name]) => name !== LARGE)) {
  const assets = new RisingAssets(openServedModel(document), ASSETS);
  const rates = Array.from({ length: REPETITIONS }, () => {
    let estimates = 0;
    const seconds = processorS(() => {
      estimates = assets.score();
    });
    if (estimates !== ASSETS) throw new Error(`${ASSETS - estimates} of ${ASSETS} assets got no estimate`);
    return ASSETS / seconds;
  });
  report({
    bench: "scoring",
    measure: `an acquisition of each of ${ASSETS} assets to its estimate, one core, ${name}`,
    unit: "assets/s",
    value: median(rates),
    reference: "the rate that serving needs",
    referenceValue: NEEDED_ASSETS_PER_S,
    goal: 1,
  });
}

for (const [name, document] of Object.entries(models)) {
  const text = JSON.stringify(document);
  const openings = Array.from({ length: REPETITIONS }, () => {
    const read = JSON.parse(text);
    const startedMs = performance.now();
    openServedModel(read);
    return performance.now() - startedMs;
  });
  report({
    bench: "scoring",
    measure: `opening ${name}, ${Math.ceil(text.length / 1024)} KiB`,
    unit: "openings/s",
    value: 1000 / median(openings),
    reference: `one in ${LONGEST_OPENING_MS} ms`,
    referenceValue: 1000 / LONGEST_OPENING_MS,
    goal: 1,
  });
}
