// docs/evaluation-tables.md from what `npm run check:tables -- --write` measured and stored.
import { table } from "./markdown-table.mjs";

const FOLDS = 5;
const NAMES = { mlp: "survival MLP", cnn: "survival CNN" };
const OPTIONS = { "survival MLP": "survival MLP (`--net mlp`, the default)", "survival CNN": "survival CNN (`--net cnn`)" };
const PROTOCOLS = {
  truncated: "Each unit cut at a random row from its 31st to its last, 20 draws, as the test sets of C-MAPSS are made",
  everyRow: "Every row of each unit, each unit one vote",
  startedLate: "Every row, with the first 30 % of each unit never seen",
};

const SHORT = { truncated: "cut", everyRow: "at every row", startedLate: "started late" };

const figure = (value, digits) => value.toFixed(digits);
const withInterval = ({ mean, low, high }, digits) => `${figure(mean, digits)} (${figure(low, digits)} to ${figure(high, digits)})`;

function row({ predictor, rmse, rmseOfMedian, score, coverage, coverageWithinLimit }) {
  return [
    OPTIONS[predictor] ?? predictor,
    withInterval(rmse, 1),
    figure(rmseOfMedian, 1),
    figure(score, 1),
    coverage ? withInterval(coverage, 2) : "none stated",
    coverage ? figure(coverageWithinLimit, 2) : "–",
  ];
}

/** The nets' rows, then those that need no model, which are the same whatever net was trained. */
function rowsOf(runs, protocol) {
  const asked = runs.map(({ scores }) => scores.filter((score) => score.protocol === protocol));
  const nets = asked.flatMap((scores) => scores.filter(({ coverage }) => coverage !== undefined));
  return [...nets, ...(asked[0] ?? []).filter(({ coverage }) => coverage === undefined)].map(row);
}

const rmseOf = ({ scores, net }, asked) => scores.find(({ protocol, predictor }) => protocol === asked && predictor === NAMES[net]).rmse;
const isApart = (one, other) => one.mean < other.low || one.mean > other.high;

/** Which net did better, and whether so many units can tell. */
function comparison(set, runs) {
  const [mlp, cnn] = ["mlp", "cnn"].map((net) => runs.find((run) => run.net === net));
  if (!mlp || !cnn) return "";
  const pairs = Object.entries(SHORT).map(([protocol, name]) => ({
    name,
    dense: rmseOf(mlp, protocol),
    convolutional: rmseOf(cnn, protocol),
  }));
  const errors = pairs.map(({ name, dense, convolutional }) => `${name} ${figure(dense.mean, 2)} and ${figure(convolutional.mean, 2)}`);
  const told = pairs
    .filter(({ dense, convolutional }) => isApart(dense, convolutional) || isApart(convolutional, dense))
    .map(({ name, dense, convolutional }) => `${name} the ${dense.mean < convolutional.mean ? "dense" : "convolutional"} nets are better`);
  const verdict =
    told.length > 0
      ? `${told.join(", ")}: a mean lies outside the other's interval${told.length < pairs.length ? "; else these units cannot tell the nets apart" : ""}`
      : "the means lie within each other's intervals: these units cannot tell the nets apart";
  return `Errors with dense and with convolutional nets on ${set}: ${errors.join("; ")}. Here ${verdict}.`;
}

function setSection(set, runs) {
  const heads = ["predictor", "RMSE of the mean", "of p50", "PHM08 score", "coverage of 80 %", "of lives within the limit"];
  const units = runs[0].scores[0].units;
  const times = runs.map(({ net, seconds }) => `${Math.round(seconds / FOLDS)} s with \`--net ${net}\``).join(", ");
  const blocks = Object.entries(PROTOCOLS).map(([protocol, meaning]) => `${meaning}:\n\n${table(heads, rowsOf(runs, protocol))}`);
  return `## ${set}

${units} units. One model of four fifths of them was trained, calibrated and held against the last fifth in ${times}
(mean of the five, wall time on one core of a machine that had other work).

${blocks.join("\n\n")}

${comparison(set, runs)}
`;
}

export function tablesPage(runs, goal) {
  const sets = [...new Set(runs.map(({ set }) => set))];
  const [first] = runs;
  return `# Evaluation: remaining life from tables of slow readings

Written by \`npm run check:tables -- --write\`, which trains for most of an hour (a part of it with \`--set FD001\` or \`--net cnn\`), from the figures that
it stores in [evaluation-tables.json](evaluation-tables.json); do not edit. One line of it is \`npm run phm -- evaluate table FOLDER --set FD001 --net mlp --json\`.
Data: ${first?.source ?? "none"}. They are a simulation of engines by NASA, not engines.

Five folds by unit: each unit is predicted by nets that were trained, stopped and calibrated on the units of the other folds alone. Remaining lives are in
cycles; those beyond ${first?.limitCycles} count as ${first?.limitCycles} in the errors and in the PHM08 score (Saxena et al. 2008, mean per prediction, lower is better), not in the
coverage. Intervals in brackets are 90 % bootstrap intervals over the units. The recipes were chosen by cross-validation over these same units, so the
figures are not blind; the test engines of C-MAPSS were not looked at. Goal: an RMSE of at most ${goal.rmse} by the default nets on each set, cut at random rows,
and a coverage of ${goal.coverage} ± ${goal.within}.

What cannot be predicted, in plain words: far from its end a unit's readings do not tell how long it will last, so point estimates stop at ${first?.limitCycles} cycles and
p90 alone goes beyond; a unit whose wear has not begun gets an interval as wide as the fleet's lives. The interval holds its share over units like those
it was calibrated on, not for each unit, and not for units of another kind or under other operating conditions: those need their own table of whole lives.

${sets
  .map((set) =>
    setSection(
      set,
      runs.filter((run) => run.set === set),
    ),
  )
  .join("\n")}`;
}
