import { fromBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, assetRefFromWire, messageId, subjectOf } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import { type AssetDirectory, type JetStreamPublisher, type MessageHandler, measuredHeaderOf, ServiceError } from "@phm/service-kit";
import type { FeatureHistory } from "../history/feature-history.js";
import type { FeaturesMetrics } from "../metrics.js";
import type { SpectrumKeeper } from "../spectra/spectrum-keeper.js";
import type { ComputePool } from "../workers/compute-pool.js";

export interface ComputeDependencies {
  readonly directory: AssetDirectory;
  readonly pool: ComputePool;
  readonly history: FeatureHistory;
  readonly keeper: SpectrumKeeper;
  readonly publisher: JetStreamPublisher;
  readonly metrics: FeaturesMetrics;
}

/**
 * An acquisition in, its features stored and published. Delivered again, it does the same again and changes nothing. Results leave
 * in order of arrival for each asset, however many workers there are: the next message of a partition comes after this one is done.
 */
export function computeFeatures({ directory, pool, history, keeper, publisher, metrics }: ComputeDependencies): MessageHandler {
  return async (message) => {
    const { payload } = message;
    const ref = assetRefFromWire(fromBinary(AcquisitionSchema, payload).ref);
    const config = await directory.find(ref);
    if (!config) throw missingConfig(assetKey(ref));
    const result = await pool.run("features", { payload, config });
    const { row, encoded } = result;
    const isNew = await history.record(row, (marks) => keeper.keepDue(result, marks));
    await publisher.publish({
      subject: subjectOf("features", row.ref),
      messageId: messageId(row.ref, row.acquisition, "features", row.featureSet),
      payload: encoded,
      headers: measuredHeaderOf(message),
    });
    metrics.computed(result, isNew);
    metrics.age.observe(message);
  };
}

/** Ingest lets no acquisition of an unknown asset pass, so the register will answer: wait for it rather than lose the data. */
function missingConfig(asset: string): ServiceError {
  return new ServiceError("unavailable", `the configuration of ${asset} is not in the register's bucket yet`, { reason: "unknown_asset" });
}
