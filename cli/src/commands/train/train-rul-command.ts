import { type Command, Option } from "commander";
import { trainFromVerdicts } from "./from-verdicts.js";
import { type FromVerdictsOptions, fromVerdictsOptions } from "./from-verdicts-options.js";
import { type TrainRulOptions, trainRulCommand } from "./rul.js";
import { RUL_RECIPES } from "./rul-recipe.js";

type RulCommandOptions = TrainRulOptions & FromVerdictsOptions;

/** What both forms of training a model of the remaining life have. @param only before their help where the command has other uses */
function withRulOptions(command: Command, only = ""): Command {
  const options = [
    new Option("--model <kind>", `${only}kind of the model`).choices(RUL_RECIPES).default("proportional-odds"),
    new Option("--licence <text>", `${only}licence of the data, for the model card`).default("as the data's source states"),
    new Option("--limits <text>", `${only}what the model must not be used for, for the model card`).default(
      "machines unlike those it was fitted on",
    ),
    ...fromVerdictsOptions(),
  ];
  for (const option of options) command.addOption(option);
  return command;
}

/** `phm train rul BUNDLE` and `phm train rul --from-verdicts`. */
export function addTrainRul(train: Command): void {
  const rul = train
    .command("rul")
    .description("a remaining-life model, calibrated by leaving out one life or machine at a time")
    .argument("[bundle]", "folder of a bundle with ends of life; left out with --from-verdicts")
    .requiredOption("--out <file>", "model document to write (JSON)")
    .requiredOption("--name <name>", "name and version of the model")
    .option("--seed <number>", "seed of the forest and the nets", "1")
    .option("--resume <file>", "survival-net: keep the training here after each epoch, and go on from it where it was stopped")
    .option("--no-evaluation", "do not measure it on lives held out: no gate will let it through");
  withRulOptions(rul).action((bundle: string | undefined, options: RulCommandOptions) => {
    if ((bundle !== undefined) === (options.fromVerdicts ?? false)) rul.error("error: give either a bundle or --from-verdicts");
    if (options.fromVerdicts && !options.evaluation)
      rul.error("error: --no-evaluation is for a bundle: what is trained on verdicts is measured");
    return bundle === undefined ? trainFromVerdicts(options) : trainRulCommand(bundle, options);
  });
}

/** `phm train --from-verdicts`, for those who think of the verdicts as what is given. The command has `--out`, `--name` and `--seed` already. */
export function addFromVerdicts(train: Command): void {
  withRulOptions(train, "with --from-verdicts: ");
}

/** Runs that form. */
export function trainFromVerdictsAs(train: Command, options: FromVerdictsOptions): Promise<void> {
  const isGiven = (name: string) => train.getOptionValueSource(name) !== "default";
  if (!isGiven("out") || !isGiven("name")) train.error("error: --from-verdicts needs --out <file> and --name <name>");
  return trainFromVerdicts(options);
}
