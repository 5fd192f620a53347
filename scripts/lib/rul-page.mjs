// docs/evaluation-rul.md from what `npm run check:rul` measured.
import { table } from "./markdown-table.mjs";
import { slowTablesSection } from "./slow-tables-section.mjs";

const figure = (value) => value.toFixed(2);
const withInterval = ({ mean, low, high }) => `${figure(mean)} (${figure(low)} to ${figure(high)})`;
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const VERDICTS = { good: "in time", first_half: "in the first half of life", too_late: "too late", none: "no order" };

/** Nets of one model, as the default recipe has them. */
const NETS = 3;
const CONSTANT = "constant after onset";

/** Which rows are better than looking at nothing, so far as these lives can tell. */
function besideConstant(scores) {
  const constant = scores.find(({ name }) => name === CONSTANT).pinballLn;
  const others = scores.filter(({ name }) => name !== CONSTANT);
  const [better, near] = [
    others.filter(({ pinballLn }) => pinballLn.high < constant.low),
    others.filter(({ pinballLn }) => pinballLn.high >= constant.low && pinballLn.low <= constant.high),
  ];
  const names = (rows) => rows.map(({ name, pinballLn }) => `${name} (${figure(pinballLn.mean)})`).join(", ");
  const told =
    better.length > 0
      ? `better than the constant (${figure(constant.mean)}), which looks at nothing: ${names(better)}.`
      : `no row is better than the constant (${figure(constant.mean)}), which looks at nothing.`;
  return near.length > 0 ? `${told}\nSo few lives cannot tell from it: ${names(near)}.` : told;
}

/** How many lives keep their medians within the limit, and by what. */
function mediansHeld(moves, { movedShare }) {
  const over = moves.filter(({ mean }) => mean >= movedShare).length;
  const told =
    over === 0
      ? `all ${moves.length} lives are within the limit.`
      : `${over} of ${moves.length} lives over the limit, so this goal is **not met**.`;
  return `${told} The quiet level that a rise is held against is the least of medians that are taken
at full minutes of the clock, so it is the same level wherever monitoring began, once its trailing window is full.`;
}

export function rulPage({ data, scores, tickets, movedShares, medianMoves, ageR2, ageR2OfAll, tables }, lateStart, maxAgeR2) {
  return `# Evaluation: remaining life and tickets

Written by \`npm run check:rul -- --write\`; do not edit. Data: ${data}

Every life is predicted by what was fitted and calibrated on the others alone, at every block (one minute here) after its onset. Each life has one
vote. Intervals in brackets are 90 % bootstrap intervals over the lives: so few lives cannot tell close rows apart. The settings of state
detection were found while these lives were being looked at, so this is not a blind figure.

## Remaining life after onset

Pinball loss of the 10, 50 and 90 % quantiles of ln(remaining life), lower is better; coverage of the interval from 10 to 90 %, 0.80 is meant.
The challenge score is that of the IEEE PHM 2012 challenge for the median (0 to 1, higher is better); nothing was tuned for it. The challenge asked once
for each of eleven other bearings, cut at a moment of its own; here it is the mean over all moments after onset, so it stands beside its trivial rows only.

${table(
  ["predictor", "lives", "pinball", "coverage", "median error, ln", "challenge score"],
  scores.map(({ name, lives, pinballLn, coverage, medianErrorLn, challengeScore }) => [
    name,
    lives,
    withInterval(pinballLn),
    withInterval(coverage),
    figure(medianErrorLn),
    withInterval(challengeScore),
  ]),
)}

What cannot be predicted, in plain words: before onset nothing in the signal says how long a machine stays quiet, so there is only a lower bound. After
onset the level tells minutes from tens of minutes, and little more:
${besideConstant(scores)}
Rows that use the elapsed time are there because they are easy to beat a model with when tests are cut at a share of life; the suite never looks at it.

The recipe of the nets was set before they were held against these lives and was not changed afterwards: ${NETS} small nets, each stopped on a third of the
lives that it may see, which it does not learn from. That the proportional odds look at the level alone was found on these lives. \`phm train rul --model\`
trains each kind; the suite ships proportional odds, whose few figures a person can check: those of the recipe of before (pinball 0.206, coverage 0.92 on
these lives), as the one in the table knows nothing longer than what followed onset here, minutes, and the model that ships speaks of slower machines too.

## First work order of each life

${tickets.good} of ${tickets.lives} in the second half of life and at least 2 minutes before the end; ${tickets.inFirstHalf} in a first half, ${tickets.none} without an order.
"Moved" says how far the order moves, as a share of the life, when the first ${percent(lateStart.share)} of the life was never looked at; the limit is ${percent(lateStart.movedShare)}.
"Medians moved" says how far the median that is said moves, as a share of it, on average over the acquisitions after onset, and at the most:
${mediansHeld(medianMoves, lateStart)}

${table(
  ["life", "first order", "warning, s", "at share of life", "moved", "medians moved", "at the most"],
  tickets.outcomes.map(({ asset, verdict, leadS, shareOfLife }, i) => [
    asset,
    VERDICTS[verdict],
    leadS === undefined ? "" : Math.round(leadS),
    shareOfLife === undefined ? "" : percent(shareOfLife),
    percent(movedShares[i]),
    percent(medianMoves[i].mean),
    percent(medianMoves[i].largest),
  ]),
)}

${tables ? slowTablesSection(tables) : ""}
## Age

What the served model looks at explains ${figure(ageR2)} of the variance of ln(age) before onset, on lives that the line was not fitted on (each life one vote; the
limit is ${figure(maxAgeR2)}, and a value below 0 is worse than their mean). All indicators together explain ${figure(ageR2OfAll)}.
`;
}
