import { assetRefToWire, FeatureService, featureVectorFromWire } from "@phm/contracts";
import type { AssetRef, FeatureVector } from "@phm/domain";
import { createClient, ServiceError } from "@phm/service-kit";

/** An acquisition may have to be fetched from a slow disk. */
const DEADLINE_MS = 15_000;

/** Feature vectors of acquisitions that were taken before. */
export interface FeatureVectors {
  /** @throws ServiceError not_found where there is no such acquisition, or none yet: the archive follows beside the chain */
  get(ref: AssetRef, acquisition: string): Promise<FeatureVector>;
}

/** As features computes them again from the archive. @param address `host:port` */
export function connectFeatureVectors(address: string): FeatureVectors & { close(): void } {
  const { call, close } = createClient(FeatureService, address, { idempotent: true, deadlineMs: DEADLINE_MS });
  return {
    close,
    async get(ref, acquisition) {
      const { vector } = await call.computeFeatureVector({ ref: assetRefToWire(ref), acquisition });
      if (!vector) throw new ServiceError("internal", `features answered without the vector of ${acquisition}`);
      return featureVectorFromWire(vector);
    },
  };
}
