import { modelStateCodec } from "@phm/contracts";
import { type DecisionOptions, decidedBy, scopeOf, withModels } from "./model-client.js";
import { gateLines, modelRow, printJson, printLines } from "./print-models.js";

export interface PromoteOptions extends DecisionOptions {
  readonly to: "challenger" | "champion";
  readonly force?: boolean;
}

/** One step up. What the gate refuses ends with status 1 and the comparison. */
export async function promoteModel(model: string, options: PromoteOptions): Promise<void> {
  const to = modelStateCodec.toWire(options.to);
  const asked = { scope: scopeOf(options), model, to, force: options.force ?? false, ...decidedBy(options) };
  const answer = await withModels(options, (call) => call.promoteModel(asked));
  if (!answer.promoted) process.exitCode = 1;
  if (options.json) return printJson({ promoted: answer.promoted, model: answer.model, gate: answer.gate });
  printLines([...(answer.model ? [modelRow(answer.model)] : []), ...(answer.gate ? gateLines(answer.gate) : [])]);
}
