import { type ModelRecordMessage, type ModelScope, type ModelService, modelScopeFromWire } from "@phm/contracts";
import { challengerOf, memberOf } from "@phm/prognostics";
import { type MethodHandler, ServiceError } from "@phm/service-kit";
import { type ModelRecordOptions, modelRecord } from "../models/model-record.js";
import { gateMessage, modelRecordMessage } from "./model-messages.js";

type GetModel = MethodHandler<(typeof ModelService)["method"]["getModel"]>;

/** One model with its card; of the challenger also what the gate would say now, and the document where it is wanted. */
export function getModel(options: ModelRecordOptions): GetModel {
  return async ({ scope: asked, model, withDocument }) => {
    const scope = modelScopeFromWire(asked);
    const line = await options.registry.line(scope);
    const gate = challengerOf(line) === model ? await options.registry.preview(scope) : undefined;
    return {
      ...(await shownModel(scope, model, options)),
      ...(gate ? { gate: gateMessage(gate) } : {}),
      ...(withDocument ? { document: await options.registry.document(scope, model) } : {}),
    };
  };
}

/** What every answer about a model has. */
export interface ShownModel {
  readonly model: ModelRecordMessage;
  /** Of its scope. */
  readonly version: bigint;
}

/** @throws ServiceError not_found */
export async function shownModel(scope: ModelScope, model: string, options: ModelRecordOptions): Promise<ShownModel> {
  const line = await options.registry.line(scope);
  const member = memberOf(line, model);
  if (!member) throw new ServiceError("not_found", `there is no model ${model}`, { field: "model", value: model });
  return { model: modelRecordMessage(await modelRecord(scope, member, options)), version: BigInt(line.sequence) };
}
