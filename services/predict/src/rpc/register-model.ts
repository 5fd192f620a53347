import { type ModelService, modelScopeFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { ModelRecordOptions } from "../models/model-record.js";
import { commandedBy } from "./command-request.js";
import { shownModel } from "./get-model.js";

type RegisterModel = MethodHandler<(typeof ModelService)["method"]["registerModel"]>;

/** A document that was checked is kept; it is not asked before somebody makes it challenger. */
export function registerModel(options: ModelRecordOptions): RegisterModel {
  return async (request) => {
    const scope = modelScopeFromWire(request.scope);
    const { model } = await options.registry.register(scope, request.document, commandedBy(request, "actor"));
    return shownModel(scope, model, options);
  };
}
