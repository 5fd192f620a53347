import { openBackend } from "@phm/learning";
import { evaluateRul, rulContenders, seededUniform } from "@phm/pipeline";
import { rulScoreLines } from "../../print/rul-scores.js";
import { bundleLives } from "../../suite/bundle-lives.js";

const BOOTSTRAP_SEED = 1;

/** Leave-one-life-out on a bundle whose truth file knows the ends: remaining life after onset, beside what anyone could say without a model. */
export async function evaluateRulCommand(path: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { lives } = await bundleLives(path);
  const scores = evaluateRul(lives, rulContenders(await openBackend()), seededUniform(BOOTSTRAP_SEED));
  if (json) {
    process.stdout.write(`${JSON.stringify({ evaluation: "rul", bundle: path, scores })}\n`);
    return;
  }
  process.stdout.write(`${rulScoreLines(scores, "life").join("\n")}\n`);
}
