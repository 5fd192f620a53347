import { type ModelService, modelScopeFromWire, modelStateCodec } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { championOf } from "@phm/prognostics";
import type { MethodHandler } from "@phm/service-kit";
import type { ModelMetrics } from "../models/model-metrics.js";
import type { ModelRecordOptions } from "../models/model-record.js";
import { commandedBy } from "./command-request.js";
import { shownModel } from "./get-model.js";

type RollbackModel = MethodHandler<(typeof ModelService)["method"]["rollbackModel"]>;

/** The former champion speaks again, or the challenger's shadow run ends. */
export function rollbackModel(options: ModelRecordOptions & { readonly metrics: ModelMetrics }): RollbackModel {
  return async (request) => {
    const { registry, metrics } = options;
    const scope = modelScopeFromWire(request.scope);
    const by = commandedBy(request, "actor-and-reason");
    const role = request.role === 0 ? "champion" : modelStateCodec.fromWire(request.role, "role");
    const expectedVersion = Number(request.expectedVersion);
    if (role === "challenger") await registry.withdraw(scope, by, expectedVersion);
    else if (role === "champion") {
      await registry.rollBack(scope, by, expectedVersion);
      metrics.rolledBack("person");
    } else throw new InvalidValue("role", role, "champion or challenger");
    const { model, version } = await shownModel(scope, championOf(await registry.line(scope)), options);
    return { champion: model, version };
  };
}
