import { assetRefFromWire, type ConditionService } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import { type MethodHandler, ServiceError } from "@phm/service-kit";
import { type RelearnDependencies, relearnMachine } from "../assess/relearn-machine.js";
import { commandedBy } from "./command-request.js";

type RelearnBaseline = MethodHandler<(typeof ConditionService)["method"]["relearnBaseline"]>;

/** A repaired machine is learnt anew, from its latest acquisition or the time that is given, but never from a time that has not come. */
export function relearn(dependencies: RelearnDependencies): RelearnBaseline {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    const by = commandedBy(request, "actor-and-reason");
    const learnsFromNs = await relearnMachine(ref, by, request.atNs > 0n ? request.atNs : undefined, dependencies);
    if (learnsFromNs !== undefined) return { learnsFromNs };
    throw new ServiceError("not_found", `nothing has been assessed of ${assetKey(ref)}`, { field: "ref", value: assetKey(ref) });
  };
}
