import { type ModelService, modelScopeFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import { type ModelRecordOptions, modelRecord } from "../models/model-record.js";
import { modelRecordMessage } from "./model-messages.js";

type ListModels = MethodHandler<(typeof ModelService)["method"]["listModels"]>;

/** What there is in a scope, and where each model stands. */
export function listModels(options: ModelRecordOptions): ListModels {
  return async (request) => {
    const scope = modelScopeFromWire(request.scope);
    const line = await options.registry.line(scope);
    const records = await Promise.all(line.members.map((member) => modelRecord(scope, member, options)));
    return { models: records.map(modelRecordMessage), version: BigInt(line.sequence) };
  };
}
