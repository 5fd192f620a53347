import {
  CDF_FOREST,
  evaluateRul,
  modelContender,
  PROPORTIONAL_ODDS,
  type RulScore,
  seededUniform,
  TRIVIAL_CONTENDERS,
} from "@phm/pipeline";
import { bundleLives } from "../../suite/bundle-lives.js";

const BOOTSTRAP_SEED = 1;

const CONTENDERS = [
  modelContender("proportional odds", PROPORTIONAL_ODDS),
  modelContender("CDF forest", CDF_FOREST),
  ...TRIVIAL_CONTENDERS,
];

const figure = (value: number): string => value.toFixed(2);
const withInterval = ({ mean, low, high }: RulScore["coverage"]): string => `${figure(mean)} (${figure(low)} to ${figure(high)})`;

function row({ name, pinballLn, coverage, medianErrorLn }: RulScore): string {
  return `  ${name.padEnd(40)} ${withInterval(pinballLn).padEnd(24)} ${withInterval(coverage).padEnd(24)} ${figure(medianErrorLn)}`;
}

/** Leave-one-life-out on a bundle whose truth file knows the ends: remaining life after onset, beside what anyone could say without a model. */
export async function evaluateRulCommand(path: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { lives } = await bundleLives(path);
  const scores = evaluateRul(lives, CONTENDERS, seededUniform(BOOTSTRAP_SEED));
  if (json) {
    process.stdout.write(`${JSON.stringify({ evaluation: "rul", bundle: path, scores })}\n`);
    return;
  }
  const head = `  ${"predictor".padEnd(40)} ${"pinball of ln(RUL)".padEnd(24)} ${"coverage of 80 %".padEnd(24)} median |ln error|`;
  const title = `Remaining life after onset, one life held out at a time, ${scores[0]?.lives} lives, 90 % bootstrap intervals over lives:`;
  process.stdout.write(`${[title, head, ...scores.map(row)].join("\n")}\n`);
}
