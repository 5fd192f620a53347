import { writeFile } from "node:fs/promises";
import { type ModelOptions, scopeOf, withModels } from "./model-client.js";
import { eventLine, gateLines, modelLines, printJson, printLines } from "./print-models.js";

const EVENTS = 20;

export interface ShowOptions extends ModelOptions {
  /** Where to write the signed document. */
  readonly document?: string;
}

/** A model with its card, its comparison where it is the challenger, and its history. */
export async function showModel(model: string, options: ShowOptions): Promise<void> {
  const scope = scopeOf(options);
  const withDocument = options.document !== undefined;
  const [shown, { events }] = await withModels(options, (call) =>
    Promise.all([call.getModel({ scope, model, withDocument }), call.listModelEvents({ scope, model, limit: EVENTS })]),
  );
  if (options.document !== undefined) await writeFile(options.document, shown.document);
  const { model: record, gate } = shown;
  if (options.json) return printJson({ model: record, gate, events });
  printLines([...(record ? modelLines(record) : []), ...(gate ? gateLines(gate) : []), ...events.map(eventLine)]);
}
