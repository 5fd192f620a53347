import { type ModelService, modelScopeFromWire, modelStateCodec } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { ModelRecordOptions } from "../models/model-record.js";
import { commandedBy } from "./command-request.js";
import { shownModel } from "./get-model.js";
import { gateMessage } from "./model-messages.js";

type PromoteModel = MethodHandler<(typeof ModelService)["method"]["promoteModel"]>;

/** One step up: to challenger, or from challenger to champion where the gate lets it. */
export function promoteModel(options: ModelRecordOptions): PromoteModel {
  return async (request) => {
    const { model, force } = request;
    const scope = modelScopeFromWire(request.scope);
    const to = modelStateCodec.fromWire(request.to, "to");
    const promotion = { ...commandedBy(request, "actor-and-reason"), force, expectedVersion: Number(request.expectedVersion) };
    if (to === "challenger") {
      await options.registry.challenge(scope, model, promotion);
      return { promoted: true, ...(await shownModel(scope, model, options)) };
    }
    if (to !== "champion") throw new InvalidValue("to", to, "challenger or champion");
    const { promoted, gate } = await options.registry.crown(scope, model, promotion);
    return { promoted, ...(await shownModel(scope, model, options)), ...(gate ? { gate: gateMessage(gate) } : {}) };
  };
}
