import { assetRefFromWire, type RetentionService } from "@phm/contracts";
import { acquisitionId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { Holds } from "../retention/hold-acquisition.js";

type ReleaseAcquisition = MethodHandler<(typeof RetentionService)["method"]["releaseAcquisition"]>;

export function releaseAcquisition(holds: Holds): ReleaseAcquisition {
  return async ({ ref, acquisition, actor }) => {
    await holds.release({ ref: assetRefFromWire(ref), acquisition: acquisitionId(acquisition, "acquisition"), actor });
    return {};
  };
}
