import { modelStateCodec } from "@phm/contracts";
import { type DecisionOptions, decidedBy, scopeOf, withModels } from "./model-client.js";
import { modelRow, printJson, printLines } from "./print-models.js";

export interface RollbackOptions extends DecisionOptions {
  /** Ends the challenger's shadow run instead. */
  readonly challenger?: boolean;
}

/** The former champion speaks again. Prints the model that speaks now. */
export async function rollbackModel(options: RollbackOptions): Promise<void> {
  const role = modelStateCodec.toWire(options.challenger ? "challenger" : "champion");
  const { champion } = await withModels(options, (call) => call.rollbackModel({ scope: scopeOf(options), role, ...decidedBy(options) }));
  if (options.json) return printJson(champion);
  if (champion) printLines([modelRow(champion)]);
}
