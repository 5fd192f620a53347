import { fromBinary } from "@bufbuild/protobuf";
import { assetRefFromWire, type FeatureService, FeatureVectorSchema } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import { type AssetDirectory, type MethodHandler, ServiceError } from "@phm/service-kit";
import type { WaveformArchive } from "../analysis/waveform-archive.js";
import type { FeaturesMetrics } from "../metrics.js";
import type { ComputePool } from "../workers/compute-pool.js";

type ComputeFeatureVector = MethodHandler<(typeof FeatureService)["method"]["computeFeatureVector"]>;

export interface VectorDependencies {
  readonly archive: WaveformArchive;
  readonly directory: AssetDirectory;
  readonly pool: ComputePool;
  readonly metrics: FeaturesMetrics;
}

/** The feature vector of any acquisition in the waveform archive, computed again by a worker; nothing is stored or published. */
export function computeFeatureVector({ archive, directory, pool, metrics }: VectorDependencies): ComputeFeatureVector {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    const config = await directory.find(ref);
    if (!config) throw new ServiceError("not_found", `there is no asset ${assetKey(ref)}`, { field: "ref", value: assetKey(ref) });
    return metrics.timeAnalysis("vector", async () => {
      const payload = await archive.get(ref, request.acquisition);
      const { encoded } = await pool.run("features", { payload, config });
      return { vector: fromBinary(FeatureVectorSchema, encoded) };
    });
  };
}
