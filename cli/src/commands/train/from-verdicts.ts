import { readFile, writeFile } from "node:fs/promises";
import { modelStateCodec } from "@phm/contracts";
import { openServedModel, requireEnoughLives, trainingLives, trainRulModel } from "@phm/pipeline";
import { rulScoreLines } from "../../print/rul-scores.js";
import { signedModel } from "../../suite/signed-model.js";
import { decidedBy, type ModelOptions, scopeOf, withModels } from "../models/model-client.js";
import { cardFromVerdicts } from "./from-verdicts-card.js";
import { verdictLives } from "./from-verdicts-lives.js";
import type { FromVerdictsOptions } from "./from-verdicts-options.js";
import { measureModel } from "./measure-model.js";
import { rulRecipe } from "./rul-recipe.js";

const CHAMPION = modelStateCodec.toWire("champion");
const CHALLENGER = modelStateCodec.toWire("challenger");

const modelsOf = ({ service, organisation, site, timeScale }: FromVerdictsOptions): ModelOptions => {
  return { predict: service, organisation, site, timeScale };
};

/** The model that speaks now: what a new one is held against, life by life. */
async function championOf(options: FromVerdictsOptions): Promise<ReturnType<typeof openServedModel>[]> {
  const scope = scopeOf(modelsOf(options));
  return withModels(modelsOf(options), async (call) => {
    const { models } = await call.listModels({ scope });
    const champion = models.find(({ state }) => state === CHAMPION);
    if (!champion) return [];
    const { document } = await call.getModel({ scope, model: champion.model, withDocument: true });
    return [openServedModel(JSON.parse(Buffer.from(document).toString("utf8")))];
  });
}

async function registerAsChallenger(options: FromVerdictsOptions): Promise<void> {
  const [scope, document] = [scopeOf(modelsOf(options)), await readFile(options.out)];
  const decision = decidedBy({ ...modelsOf(options), ...options });
  await withModels(modelsOf(options), async (call) => {
    await call.registerModel({ scope, document, ...decision });
    await call.promoteModel({ scope, model: options.name, to: CHALLENGER, ...decision });
  });
  process.stdout.write(`${options.name}: registered, runs in shadow as challenger\n`);
}

/**
 * Trains a remaining-life model on the lives that closed work orders have labelled, measures it by leaving out one machine at a time, and
 * writes it with its card; where asked, hands it over as challenger.
 * @throws InvalidValue saying how many machines there are when these are too few
 */
export async function trainFromVerdicts(options: FromVerdictsOptions): Promise<void> {
  const { out, name, model } = options;
  const labelled = await verdictLives(options);
  const training = trainingLives(labelled);
  requireEnoughLives(training);
  const recipe = await rulRecipe(options, training.lives.length);
  const evaluation = await measureModel(options, training.lives, await championOf(options));
  const card = cardFromVerdicts(training, labelled, evaluation, options);
  await writeFile(out, signedModel(trainRulModel(training.lives, recipe, card)));
  const { machines, lives } = training;
  const lines = [
    `${out}: ${name} (${model}) on ${lives.length} lives of ${machines} machines`,
    ...rulScoreLines(evaluation.scores, "machine"),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (options.register) await registerAsChallenger(options);
}
