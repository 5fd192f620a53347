import { evaluateTable, openBackend, TABLE_PROTOCOLS, type TableNet, type TableScore } from "@phm/learning";
import { readTable, readTableManifest, wholeLifeTables } from "../../suite/table-files.js";
import { recipeOf } from "../train/table.js";

export interface EvaluateTableOptions {
  readonly set?: string;
  readonly net: TableNet;
  readonly seed: string;
  readonly epochs: string;
  readonly json?: boolean;
}

const figure = (value: number, digits: number): string => value.toFixed(digits);
const withInterval = ({ mean, low, high }: TableScore["rmse"], digits: number): string =>
  `${figure(mean, digits)} (${figure(low, digits)} to ${figure(high, digits)})`;

function row({ predictor, rmse, rmseOfMedian, score, coverage, coverageWithinLimit }: TableScore): string {
  const covered = coverage ? `${withInterval(coverage, 2)}; ${figure(coverageWithinLimit ?? Number.NaN, 2)}` : "none stated";
  return `    ${predictor.padEnd(26)} ${withInterval(rmse, 1).padEnd(22)} ${figure(rmseOfMedian, 1).padEnd(12)} ${figure(score, 1).padEnd(12)} ${covered}`;
}

/** Five-fold cross-validation by unit on a manifest's tables of whole lives, beside what anyone could say without a model. */
export async function evaluateTableCommand(path: string, options: EvaluateTableOptions): Promise<void> {
  const manifest = await readTableManifest(path);
  const recipe = recipeOf(options);
  const backend = await openBackend();
  for (const file of wholeLifeTables(manifest, options.set)) {
    const { table } = await readTable(manifest, file);
    const startedMs = performance.now();
    const scores = evaluateTable(backend, table, recipe, (fold, folds) => {
      process.stderr.write(`  ${file.set}: part ${fold + 1} of ${folds} held out\n`);
    });
    const seconds = (performance.now() - startedMs) / 1000;
    if (options.json) {
      const { set } = file;
      const { limitCycles, training } = recipe;
      const run = { set, net: options.net, backend: backend.name, seed: training.seed, limitCycles, seconds };
      process.stdout.write(`${JSON.stringify({ evaluation: "table", ...run, scores })}\n`);
      continue;
    }
    const head = `    ${"predictor".padEnd(26)} ${"RMSE of the mean".padEnd(22)} ${"of p50".padEnd(12)} ${"PHM08 score".padEnd(12)} coverage of 80 %; of lives within the limit`;
    const title = `${file.set}: ${scores[0]?.units} units, five folds by unit, labels limited to ${recipe.limitCycles} cycles, 90 % bootstrap intervals over units (${backend.name}, seed ${recipe.training.seed}, ${seconds.toFixed(0)} s):`;
    const blocks = Object.entries(TABLE_PROTOCOLS).flatMap(([protocol, meaning]) => [
      `  ${protocol}: ${meaning}`,
      head,
      ...scores.filter((score) => score.protocol === protocol).map(row),
    ]);
    process.stdout.write(`${[title, ...blocks].join("\n")}\n`);
  }
}
