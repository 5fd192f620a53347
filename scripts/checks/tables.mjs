// Remaining life from tables of slow readings. A short form on simulated units, and docs/evaluation-tables.md against the figures that were
// stored when it was measured. `-- --write [--set NAME] [--net KIND]` measures anew on recorded tables, which takes most of an hour for all.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture } from "../lib/child.mjs";
import { distOf } from "../lib/dist.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { simulatedTable } from "../lib/simulated-table.mjs";
import { tablesPage } from "../lib/tables-page.mjs";

const RECORDED = fromRoot("..", "shared", "data", "cmapss");
const PAGE = fromRoot("docs", "evaluation-tables.md");
const FIGURES = fromRoot("docs", "evaluation-tables.json");
const SETS = ["FD001", "FD003"];
const NETS = ["mlp", "cnn"];
/** What the default net must hold on recorded tables: RMSE, and how far the coverage may be from 0.8. */
const GOAL = { net: "mlp", rmse: 13.5, coverage: 0.8, within: 0.04 };
const SIMULATED_UNITS = 10;
const SHORT = { members: 2, calibrationFolds: 2, limitCycles: 40 };
const SHORT_EPOCHS = 4;
/** Of the better trivial row's error, at most so much on simulated units. */
const MOST_OF_TRIVIAL = 0.8;

export async function run(args) {
  const { write, sets, nets } = optionsOf(args);
  if (write) await measure(sets, nets);
  const runs = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, "utf8")) : [];
  const page = tablesPage(runs, GOAL);
  if (write) writeFileSync(PAGE, page);
  const isPageCurrent = existsSync(PAGE) && readFileSync(PAGE, "utf8") === page;
  if (!isPageCurrent)
    say("docs/evaluation-tables.md is not what docs/evaluation-tables.json gives; npm run check:tables -- --write measures anew.");

  const simulated = await shortForm();
  const problems = [...missing(runs), ...runs.flatMap(missedGoals), ...simulated.flatMap(({ problem }) => (problem ? [problem] : []))];
  for (const problem of problems) say(problem);
  return {
    ok: problems.length === 0 && isPageCurrent,
    stored: runs.map(({ set, net, scores }) => ({ set, net, rmse: rowOf(scores, "truncated", net).rmse.mean })),
    simulated,
    problems: problems.length,
    page: isPageCurrent ? "current" : "stale",
  };
}

function optionsOf(args) {
  const options = { write: false, sets: SETS, nets: NETS };
  const usage = new Failure("usage: npm run check:tables [-- --write [--set FD001|FD003] [--net mlp|cnn]]");
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--write") options.write = true;
    else if (args[i] === "--set" && SETS.includes(args[i + 1])) options.sets = [args[++i]];
    else if (args[i] === "--net" && NETS.includes(args[i + 1])) options.nets = [args[++i]];
    else throw usage;
  }
  if (!options.write && args.length > 0) throw usage;
  return options;
}

/** Cross-validation of each set with each net as a user would ask for it; each is stored when it is done. */
async function measure(sets, nets) {
  if (!existsSync(join(RECORDED, "manifest.json"))) {
    throw new Failure("docs/evaluation-tables.md is written from recorded tables, and they are not on this machine.");
  }
  const manifest = JSON.parse(readFileSync(join(RECORDED, "manifest.json"), "utf8"));
  for (const net of nets) {
    for (const set of sets) {
      say(`${set} with --net ${net}: five folds by unit, several minutes`);
      const evaluate = ["evaluate", "table", RECORDED, "--set", set, "--net", net, "--json"];
      const { code, stdout, all } = await capture(process.execPath, [fromRoot("cli", "dist", "main.js"), ...evaluate]);
      if (code !== 0) throw new Failure(all);
      store({ ...JSON.parse(stdout), source: `${manifest.name}. ${manifest.citation}` });
    }
  }
}

function store(result) {
  const before = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, "utf8")) : [];
  const place = ({ set, net }) => SETS.indexOf(set) * NETS.length + NETS.indexOf(net);
  const others = before.filter((run) => place(run) !== place(result));
  const runs = [...others, result].sort((a, b) => place(a) - place(b));
  writeFileSync(FIGURES, `${JSON.stringify(runs, rounded, 2)}\n`);
}

/** Six digits: more than so many units can vouch for. */
const rounded = (_, value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value);

const NAMES = { mlp: "survival MLP", cnn: "survival CNN" };
const rowOf = (scores, protocol, net) => scores.find((score) => score.protocol === protocol && score.predictor === NAMES[net]);

const missing = (runs) =>
  SETS.flatMap((set) => NETS.map((net) => [set, net]))
    .filter(([set, net]) => !runs.some((run) => run.set === set && run.net === net))
    .map(([set, net]) => `no figures of ${set} with --net ${net} are stored`);

/** What the stored figures of the default net miss. */
function missedGoals({ set, net, scores }) {
  if (net !== GOAL.net) return [];
  const { rmse, coverage } = rowOf(scores, "truncated", net);
  const faults = [];
  if (!(rmse.mean <= GOAL.rmse)) faults.push(`${set}: RMSE ${rmse.mean.toFixed(1)}, at most ${GOAL.rmse} is the goal`);
  if (!(Math.abs(coverage.mean - GOAL.coverage) <= GOAL.within))
    faults.push(`${set}: coverage ${coverage.mean.toFixed(3)}, 0.80 ± 0.04 is the goal`);
  return faults;
}

/** Both nets on a few simulated units, shortened: training, calibration and scoring work and beat what needs no model. */
async function shortForm() {
  const { evaluateTable, openBackend, TABLE_RECIPES, trendTable } = await import(distOf("packages/learning"));
  const { columns, values } = simulatedTable(SIMULATED_UNITS);
  const table = trendTable(columns, values);
  const backend = await openBackend();
  return NETS.map((net) => {
    const recipe = TABLE_RECIPES[net];
    const training = { ...recipe.training, epochs: SHORT_EPOCHS, batchRows: 64, learningRate: 0.01 };
    const windows = net === "cnn" ? { readings: 20 } : { means: [3, 10], slopes: [10] };
    const scores = evaluateTable(backend, table, { ...recipe, ...SHORT, windows, training });
    const trivial = scores.filter(({ protocol, coverage }) => protocol === "everyRow" && coverage === undefined);
    const [rmse, best] = [rowOf(scores, "everyRow", net).rmse.mean, Math.min(...trivial.map((row) => row.rmse.mean))];
    const problem =
      rmse <= MOST_OF_TRIVIAL * best ? undefined : `${net} on simulated units: RMSE ${rmse.toFixed(1)}, without a model ${best.toFixed(1)}`;
    return { net, rmse: Number(rmse.toFixed(2)), withoutModel: Number(best.toFixed(2)), problem };
  });
}
