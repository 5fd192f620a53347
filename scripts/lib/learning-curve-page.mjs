// docs/learning-curve.md from what `npm run check:learning-curve -- --write` measured.
import { table } from "./markdown-table.mjs";

const figure = (value) => value.toFixed(3).replace("-", "−");
const withInterval = ({ mean, low, high }) => `${figure(mean)} (${figure(low)} to ${figure(high)})`;
const share = ({ mean }) => mean.toFixed(2);

const rows = ({ curves }) =>
  curves[0].points.map(({ lives, fits }, i) => [
    lives,
    fits,
    ...curves.flatMap(({ points }) => [withInterval(points[i].pinballLn), share(points[i].coverage)]),
  ]);
const curveTable = (measured) =>
  table(["lives learnt from", "fits", ...measured.curves.flatMap(({ name }) => [`${name}: pinball`, "coverage"])], rows(measured));

/** What a curve does from its first to its last point, in words that follow from the figures. */
function told({ name, points, change }) {
  const [from, to] = [points[0].lives, points.at(-1).lives];
  return `- ${name}, from ${from} to ${to} lives: ${withInterval(change)}; **${saysOf(change)}**.`;
}

function saysOf({ low, high }) {
  if (high < 0) return "it falls";
  return low > 0 ? "it rises: more lives made it worse" : "these lives cannot say that it falls";
}

/** The first curve is that of the kind of model that is served. */
const inShort = (simulated, femto) =>
  `In short, for proportional odds, the kind of model that is served by default (the built-in one is of the recipe of before): on simulated machines ${saysOf(simulated.curves[0].change)}; on FEMTO ${saysOf(femto.curves[0].change)}.`;

export function learningCurvePage({ simulated, femto }) {
  return `# Learning curve

Written by \`npm run check:learning-curve -- --write\`; do not edit. What more lives are worth: closing a work order with a verdict labels the life of that
machine, and \`phm train rul --from-verdicts\` learns from all of them. Pinball loss of the 10, 50 and 90 % quantiles of ln(remaining life) after onset, lower is
better, on lives of machines that were not learnt from; coverage of the interval from 10 to 90 %, 0.80 is meant. Each held-out life has one vote: its loss
is the mean over the fits that had not seen it. In brackets 90 % bootstrap intervals over the held-out lives. Fit and calibration are both made on the
lives learnt from, and on nothing else. n lives can vouch for a coverage of n / (n + 1) at most, so below four the interval is held to be uncalibrated.

${inShort(simulated, femto)}

## Simulated machines

${simulated.pool} lives to learn from and ${simulated.heldOut} others that are always held out: the bearing of the simulator, each with its own length of life, damaged
part, growth and slip. Lives of a size are drawn several times. Nothing here was measured: it shows that the loop learns, not how well it will do.

![pinball loss over the number of simulated lives](learning-curve-simulated.svg)

${curveTable(simulated)}

Change of the loss, life by life:

${simulated.curves.map(told).join("\n")}

## FEMTO

${femto.source} ${femto.lives} lives; every choice of so many to learn from, each judged on all the others.

![pinball loss over the number of FEMTO lives](learning-curve-femto.svg)

${curveTable(femto)}

Change of the loss, life by life:

${femto.curves.map(told).join("\n")}

Read it with care: six lives of three operating conditions are few, the intervals of the points lie over each other, and the settings of state detection
were found while these lives were being looked at. The constant, which looks at nothing after onset, is the row to beat.

Before, the served kind's curve rose on FEMTO (0.185 with two lives, 0.206 with five), and stood higher on the simulated machines with four lives than
with two. Taken apart, the loss of the median fell on both; that of the ends of the interval rose, as calibration moved them out to the hardest moment
of the hardest life, and of more lives the hardest is harder. What was changed was chosen on simulated lives of two seeds, of
which one made the machines above, so that curve is not blind either:

- with fewer than nine lives, which may not leave out one of them whole, the margin is the prediction limit of lives that differ normally. That is an
  assumption where there was a guarantee; the coverage column shows what it is worth;
- the weight has a prior that fades with the number of lives, and so has the belief that no life can be unlike all lives seen;
- only moments after onset are fitted, where alone the model speaks.

Not blind: while looking for the cause, the new margin was seen on FEMTO with the old fit (0.191 to 0.188), and so was a plain quantile without any
correction for few lives (0.180 to 0.163). That one was not taken: on simulated lives it held 0.52 to 0.79 of the moments. The curve was measured on FEMTO
twice: without the doubt that a life can be unlike all others (0.194, 0.181, 0.182, 0.181), which was added because the fitted odds had no end, and with it.

Only lives that failed count here. What lives that were repaired before they failed are worth: [model life cycle](model-life-cycle.md#censored-lives).
`;
}
