import type { ModelEvaluation } from "@phm/pipeline";

type RulScore = ModelEvaluation["scores"][number];

const figure = (value: number): string => value.toFixed(2);
const withInterval = ({ mean, low, high }: RulScore["coverage"]): string => `${figure(mean)} (${figure(low)} to ${figure(high)})`;

const HEAD = `  ${"predictor".padEnd(40)} ${"pinball of ln(RUL)".padEnd(24)} ${"coverage of 80 %".padEnd(24)} median |ln error|`;

function row({ name, pinballLn, coverage, medianErrorLn }: RulScore): string {
  return `  ${name.padEnd(40)} ${withInterval(pinballLn).padEnd(24)} ${withInterval(coverage).padEnd(24)} ${figure(medianErrorLn)}`;
}

/** The scores of several predictors on the same lives as a table. @param heldOut what was held out at a time: `life` or `machine` */
export function rulScoreLines(scores: readonly RulScore[], heldOut: "life" | "machine"): string[] {
  const title = `Remaining life after onset, one ${heldOut} held out at a time, ${scores[0]?.lives} lives, 90 % bootstrap intervals over lives:`;
  return [title, HEAD, ...scores.map(row)];
}
