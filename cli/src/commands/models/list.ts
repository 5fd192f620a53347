import { type ModelOptions, scopeOf, withModels } from "./model-client.js";
import { modelRow, printJson, printLines } from "./print-models.js";

/** What models there are in a scope and where each stands. */
export async function listModels(options: ModelOptions): Promise<void> {
  const { models } = await withModels(options, (call) => call.listModels({ scope: scopeOf(options) }));
  if (options.json) return printJson(models);
  printLines(models.map(modelRow));
}
