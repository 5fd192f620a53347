// Remaining life and tickets on whole lives: tables, late start, and what must not fall. On recorded lives where the machine has them, else on
// simulated ones, and it says which. `-- --write` rewrites docs/evaluation-rul.md, which only recorded lives may.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { distOf } from "../lib/dist.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { rulPage } from "../lib/rul-page.mjs";
import { slowTables, tableFaults } from "../lib/slow-tables.mjs";

const RECORDED = fromRoot("..", "shared", "data", "femto");
const TABLES = fromRoot("..", "shared", "data", "ims-tables");
const PAGE = fromRoot("docs", "evaluation-rul.md");
const SIMULATED_LIVES = 4;
const SIMULATED_ACQUISITIONS = 500;
/** Share of each life that a late start does not see, and how far its tickets (of the life) and its medians (of themselves) may move. */
const LATE_START = { share: 0.3, movedShare: 0.05 };
/** Most variance of ln(age) that the indicators may explain across lives: more, and they tell the age. */
const MAX_AGE_R2 = 0.1;

export async function run(args) {
  const unknown = args.filter((argument) => argument !== "--write");
  if (unknown.length > 0) throw new Failure(`usage: npm run check:rul [-- --write], not ${unknown.join(" ")}`);
  const pipeline = await import(distOf("packages/pipeline"));
  const source = existsSync(RECORDED) ? await recorded(pipeline) : await simulated();
  const whole = await pipeline.runLives(source.acquisitions(), source.configs, source.ends);
  const late = await pipeline.runLives(source.acquisitions(), source.configs, source.ends, { lateStartShare: LATE_START.share });

  // By name: between backends weights differ by rounding, and the page must be the same on every machine.
  const { openNamedBackend } = await import(distOf("packages/learning"));
  const contenders = pipeline.rulContenders(await openNamedBackend("wasm"));
  const scores = pipeline.evaluateRul(whole.lives, contenders, pipeline.seededUniform(1));
  const tickets = pipeline.evaluateTickets(source.ends, whole.firstOrders);
  const moved = source.ends.map((end) => pipeline.ticketMovedShare(end, whole.firstOrders, late.firstOrders));
  const mediansOf = ({ medians }, { asset }) => medians.get(asset);
  const medianMoves = source.ends.map((end) => pipeline.medianMove(end, mediansOf(whole, end), mediansOf(late, end), LATE_START.share));
  const ageR2 = pipeline.ageExplained(whole.lives, pipeline.SERVED_INPUTS);
  const ageR2OfAll = pipeline.ageExplained(whole.lives, pipeline.HEALTH_INDICATOR_NAMES);

  const tables = slowTables(pipeline, TABLES);
  if (!tables) say("The slow tables are not on this machine: nothing is said about them.");
  const result = { data: source.name, scores, tickets, movedShares: moved, medianMoves, ageR2, ageR2OfAll, tables };
  const problems = [...faultsOf(result, source.isRecorded), ...(tables ? tableFaults(tables, LATE_START.movedShare) : [])];
  for (const problem of problems) say(problem);
  const page = rulPage(result, LATE_START, MAX_AGE_R2);
  const hasPageData = source.isRecorded && tables !== null;
  if (args.includes("--write")) {
    if (!hasPageData)
      throw new Failure("docs/evaluation-rul.md is written from recorded lives and tables, and they are not on this machine.");
    writeFileSync(PAGE, page);
  }
  const isPageCurrent = !hasPageData || (existsSync(PAGE) && readFileSync(PAGE, "utf8") === page);
  if (!isPageCurrent) say("docs/evaluation-rul.md is not what this run gives; npm run check:rul -- --write rewrites it.");
  return {
    ok: problems.length === 0 && isPageCurrent,
    data: source.name,
    lives: source.ends.length,
    ticketsGood: tickets.good,
    ticketsInFirstHalf: tickets.inFirstHalf,
    largestMove: Math.max(...moved),
    medianMoves: medianMoves.map(({ mean }) => Number(mean.toFixed(3))),
    ageR2,
    problems: problems.length,
    slowTables: tables ? tables.reports.map(({ report }) => report.table) : "not on this machine",
    page: hasPageData ? (isPageCurrent ? "current" : "stale") : "not compared",
  };
}

/** What must hold: tickets in time, none too early, a late start that changes nothing, no age in the indicators. */
function faultsOf({ tickets, movedShares, medianMoves, ageR2 }, isRecorded) {
  const faults = [];
  if (tickets.good < tickets.lives - 1) faults.push(`only ${tickets.good} of ${tickets.lives} lives got their first order in time`);
  if (tickets.inFirstHalf > 0) faults.push(`${tickets.inFirstHalf} orders came in the first half of a life`);
  const largest = Math.max(...movedShares);
  if (!(largest < LATE_START.movedShare)) faults.push(`a late start moved a ticket by ${(100 * largest).toFixed(1)} % of its life`);
  const moved = medianMoves.filter(({ mean }) => !(mean < LATE_START.movedShare)).length;
  if (moved > 0) faults.push(`a late start moved the medians of ${moved} lives`);
  // A simulated bearing wears from the middle of its life on, long before onset: there the level may tell the age.
  if (isRecorded && !(ageR2 <= MAX_AGE_R2)) faults.push(`the indicators explain ${ageR2.toFixed(2)} of the variance of ln(age)`);
  return faults;
}

async function recorded({ endedLives }) {
  const { openBundle } = await import(distOf("packages/bundle"));
  const bundle = await openBundle(RECORDED);
  return {
    isRecorded: true,
    name: `${bundle.header.title}. ${bundle.header.citation}`,
    configs: new Map(bundle.assets.map((config) => [config.ref.asset, config])),
    ends: endedLives(JSON.parse(readFileSync(join(RECORDED, "truth.json"), "utf8"))),
    acquisitions: () => bundle.acquisitions({}),
  };
}

async function simulated() {
  const { simulateLife } = await import(distOf("packages/simulator"));
  const lives = Array.from({ length: SIMULATED_LIVES }, (_, i) =>
    simulateLife({ seed: i + 1, acquisitions: SIMULATED_ACQUISITIONS, asset: `life-${i + 1}` }),
  );
  return {
    isRecorded: false,
    name: `${SIMULATED_LIVES} simulated lives (seeds 1 to ${SIMULATED_LIVES}): nothing here was measured`,
    configs: new Map(lives.map(({ config }) => [config.ref.asset, config])),
    ends: lives.map(({ config, truth, acquisitions }) => {
      const [first] = acquisitions();
      return { asset: config.ref.asset, startNs: first.startTimeNs, endNs: truth.endOfLifeNs };
    }),
    *acquisitions() {
      for (const life of lives) yield* life.acquisitions();
    },
  };
}
