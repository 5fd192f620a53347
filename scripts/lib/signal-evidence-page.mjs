// docs/signal-evidence.md from the figures of scripts/signal-evidence.mjs.
import { table } from "./markdown-table.mjs";

const fixed = (value, digits) => (value === undefined ? "–" : value.toFixed(digits));

/** The figures as a page. */
export function evidencePage(evidence) {
  return `# What the signals of real machines show

Written by \`node scripts/signal-evidence.mjs\`; do not edit. Figures of recorded machines with known faults, computed by the functions that the
services run. The records themselves are not part of this repository; the sources are at the end.

## Bearing lines at the known orders

The line of the damaged part and two harmonics in the plain envelope spectrum (2 to 10 kHz, or what the sampling leaves of it), at the channel
of that bearing. *Found*: it stands higher than ${evidence.foundAboveDecoys * 100} % of the lines that the same search finds at unrelated orders of the same record; by chance
that happens once in ${Math.round(1 / (1 - evidence.foundAboveDecoys))}, as the rows of sound machines show, which are asked for every part. This is what the signal holds, not a diagnosis: the diagnosis is told no part and weighs all of them.

${bearingTable(evidence)}

Weak spots: rolling elements strike irregularly and show least, so a ball row is worth no more than the sound row of its set leaves it; the bearing
geometry of \`uestc\` is assumed and its speed is off by up to 8 %: the search is wide there, and a line has to be high to stand out.

## Imbalance grades order the amplitude at shaft speed

Root sum of squares over the three axes of the line at shaft speed, relative to the sound machine at the same speed and load (the sensors are not
calibrated). Rank correlation of grade and amplitude: 1 is a perfect order.

${imbalanceTable(evidence)}

## Negative sequence orders the inter-turn shorts

|I2/I1| of the three phase currents by share of shorted turns, all phases together; rank correlation ${fixed(evidence.shorts[0]?.rankCorrelation, 3)} over ${total(evidence.shorts)} records.

${shortTable(evidence)}

${shortWords(evidence)}

Angle of I2/I1 by labelled phase, median in degrees. A short in phase a, b or c turns it to about 50°, 170° or 290° (${"`"}shortedPhase${"`"}); it falls with the
share, because the motor's current leans more and more towards the resistive loop.

${angleTable(evidence)}

## Sources

${evidence.sources.map(({ name, title, citation, licenceAsStated }) => `- \`${name}\`: ${title}. ${citation.replace(/[ .]+$/, "")}. Licence as stated: ${licenceAsStated}.`).join("\n")}
`;
}

function bearingTable({ bearing }) {
  return table(
    ["data set", "part", "records", "line found", "median height, dB"],
    bearing.map(({ dataset, part, records, found, medianHeightDb }) => [
      dataset,
      part.replace("_", " "),
      records,
      `${found} (${Math.round((100 * found) / records)} %)`,
      fixed(medianHeightDb, 1),
    ]),
  );
}

function imbalanceTable({ imbalance, imbalanceGrades }) {
  return table(
    ["condition", ...imbalanceGrades.map((grade) => grade.replace("_", " ")), "rank correlation"],
    imbalance.map(({ condition, medians, rankCorrelation }) => [
      condition,
      ...imbalanceGrades.map((_, grade) => fixed(relative(medians, grade), 2)),
      fixed(rankCorrelation, 2),
    ]),
  );
}

function relative(medians, grade) {
  const at = (wanted) => medians.find((one) => one.grade === wanted)?.median;
  return at(grade) === undefined || at(0) === undefined ? undefined : at(grade) / at(0);
}

function shortTable({ shorts }) {
  return table(
    ["shorted turns", "records", "median of the ratio of I2 and I1"],
    (shorts[0]?.medians ?? []).map(({ grade, records, median }) => [grade === 0 ? "none" : `${grade} %`, records, fixed(median, 3)]),
  );
}

function angleTable({ shortAngles }) {
  const grades = [...new Set(shortAngles.flatMap(({ medians }) => medians.map(({ grade }) => grade)))].sort((a, b) => a - b);
  return table(
    ["labelled phase", ...grades.map((grade) => `${grade} %`)],
    shortAngles
      .toSorted((x, y) => x.condition.localeCompare(y.condition))
      .map(({ condition, medians }) => [
        condition,
        ...grades.map((wanted) => fixed(medians.find(({ grade }) => grade === wanted)?.median, 0)),
      ]),
  );
}

function shortWords({ shortCounts, shortLimit, withoutFigures }) {
  const { shorted, aboveLimit, phaseRight, sound, soundAboveLimit, largestSoundRatio, missed } = shortCounts;
  const words = [
    `At a limit of ${shortLimit} ${aboveLimit} of ${shorted} shorts stand out, and the angle names the labelled phase in ${phaseRight} of these ${aboveLimit}. ${soundAboveLimit} of ${sound} sound records stand out; the largest ratio of a sound one is ${fixed(largestSoundRatio, 3)}.`,
  ];
  if (missed.length > 0) {
    const each = missed.map(
      ({ asset, grade, labelledPhase, negativeSequenceRatio, angleDeg }) =>
        `${asset} (labelled ${grade} % in phase ${labelledPhase}: ${fixed(negativeSequenceRatio, 3)} at ${fixed(angleDeg, 0)}°)`,
    );
    words.push(`Below the limit: ${each.join(", ")}.`);
  }
  if (withoutFigures > 0) words.push(`${withoutFigures} records gave no figures.`);
  return words.join(" ");
}

const total = (rows) => rows.flatMap(({ medians }) => medians).reduce((sum, { records }) => sum + records, 0);
