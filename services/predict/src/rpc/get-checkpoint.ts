import { AssessmentSchema, AssetConfigSchema, assetRefFromWire, type EvidenceService } from "@phm/contracts";
import { acquisitionId } from "@phm/domain";
import { fromStored, type MethodHandler } from "@phm/service-kit";
import type { Checkpoints } from "../evidence/checkpoints.js";

type GetCheckpoint = MethodHandler<(typeof EvidenceService)["method"]["getCheckpoint"]>;

export function getCheckpoint(checkpoints: Checkpoints): GetCheckpoint {
  return async ({ ref, acquisition: id }) => {
    const found = await checkpoints.get(assetRefFromWire(ref), acquisitionId(id, "acquisition"));
    const { organisation, site, asset, acquisition, timeNs, state, config, assessment, model } = found;
    return {
      checkpoint: {
        ...{ ref: { organisation, site, asset }, acquisition, timeNs: BigInt(timeNs), model },
        config: fromStored(AssetConfigSchema, config),
        stateJson: JSON.stringify(state),
        assessment: fromStored(AssessmentSchema, assessment),
      },
    };
  };
}
