import { writeFile } from "node:fs/promises";
import { PROPORTIONAL_ODDS, trainRulModel } from "@phm/pipeline";
import { bundleLives } from "../../suite/bundle-lives.js";

export interface TrainRulOptions {
  readonly out: string;
  readonly name: string;
  readonly licence: string;
  readonly limits: string;
}

/** Fits and calibrates a remaining-life model on a bundle whose truth file knows the ends, and writes it with its card. */
export async function trainRulCommand(path: string, { out, name, licence, limits }: TrainRulOptions): Promise<void> {
  const { lives, title } = await bundleLives(path);
  const split = "calibrated by leaving out one life at a time; fitted on all";
  const document = trainRulModel(lives, PROPORTIONAL_ODDS, { model: name, data: title, licence, split, limits });
  await writeFile(out, `${JSON.stringify(document, null, 2)}\n`);
  const { calibration, quietBound } = document;
  process.stdout.write(
    `${out}: ${name} on ${lives.length} lives; interval widened by ${calibration.marginLn.toFixed(2)} in ln, quiet bound ${quietBound.blocks.toFixed(1)} blocks\n`,
  );
}
