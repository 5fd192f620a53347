import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionFromWire, FeatureVectorSchema, featureVectorToWire, messageId, subjectOf } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import type { Manipulator } from "@phm/pipeline";
import { type AssetDirectory, type JetStreamPublisher, type MessageHandler, ServiceError } from "@phm/service-kit";
import type { FeatureHistory } from "../history/feature-history.js";
import type { FeaturesMetrics } from "../metrics.js";

export interface ComputeDependencies {
  readonly directory: AssetDirectory;
  readonly manipulator: Manipulator;
  readonly history: FeatureHistory;
  readonly publisher: JetStreamPublisher;
  readonly metrics: FeaturesMetrics;
}

/** An acquisition in, its features stored and published. Delivered again, it does the same again and changes nothing. */
export function computeFeatures({ directory, manipulator, history, publisher, metrics }: ComputeDependencies): MessageHandler {
  return async ({ payload }) => {
    const acquisition = acquisitionFromWire(fromBinary(AcquisitionSchema, payload));
    const config = await directory.find(acquisition.ref);
    if (!config) throw missingConfig(assetKey(acquisition.ref));
    const features = metrics.timeCompute(() => manipulator.manipulate(acquisition, config));
    await history.record(features);
    await publisher.publish({
      subject: subjectOf("features", features.ref),
      messageId: messageId(features.ref, features.acquisition, "features", features.featureSet),
      payload: toBinary(FeatureVectorSchema, featureVectorToWire(features)),
    });
    metrics.computed(features);
  };
}

/** Ingest lets no acquisition of an unknown asset pass, so the register will answer: wait for it rather than lose the data. */
function missingConfig(asset: string): ServiceError {
  return new ServiceError("unavailable", `the configuration of ${asset} is not in the register's bucket yet`, { reason: "unknown_asset" });
}
