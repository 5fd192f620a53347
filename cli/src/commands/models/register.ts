import { readFile } from "node:fs/promises";
import { type DecisionOptions, decidedBy, scopeOf, withModels } from "./model-client.js";
import { modelRow, printJson, printLines } from "./print-models.js";

/** Hands a model document over to a running suite, which checks and keeps it. */
export async function registerModel(file: string, options: DecisionOptions): Promise<void> {
  const document = await readFile(file);
  const { model } = await withModels(options, (call) => call.registerModel({ scope: scopeOf(options), document, ...decidedBy(options) }));
  if (options.json) return printJson(model);
  if (model) printLines([modelRow(model)]);
}
