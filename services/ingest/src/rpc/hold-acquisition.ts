import { assetRefFromWire, evidenceReferenceToWire, type RetentionService } from "@phm/contracts";
import { acquisitionId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { Holds } from "../retention/hold-acquisition.js";

type HoldAcquisition = MethodHandler<(typeof RetentionService)["method"]["holdAcquisition"]>;

export function holdAcquisition(holds: Holds): HoldAcquisition {
  return async ({ ref, acquisition, actor, reason }) => {
    const hold = { ref: assetRefFromWire(ref), acquisition: acquisitionId(acquisition, "acquisition"), actor, reason };
    return { pin: evidenceReferenceToWire(await holds.hold(hold)) };
  };
}
