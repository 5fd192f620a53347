import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionFromWire, FeatureVectorSchema, featureVectorToWire } from "@phm/contracts";
import type { AssetConfig, SensorFaultKind } from "@phm/domain";
import { createManipulator } from "@phm/pipeline";
import { type FeatureRow, featureRow } from "../history/feature-row.js";

export interface FeatureTask {
  /** An encoded acquisition. */
  readonly payload: Uint8Array;
  readonly config: AssetConfig;
}

export interface FeatureResult {
  readonly row: FeatureRow;
  readonly sensorFaults: readonly SensorFaultKind[];
  /** The feature vector, encoded: ready to be published. */
  readonly encoded: Uint8Array;
  readonly computeMs: number;
}

const manipulator = createManipulator();

/** Decode, manipulate, encode: all that costs time, so that the thread that serves the network does none of it. */
export function computeFeatureVector({ payload, config }: FeatureTask): FeatureResult {
  const startedMs = performance.now();
  const features = manipulator.manipulate(acquisitionFromWire(fromBinary(AcquisitionSchema, payload)), config);
  const encoded = toBinary(FeatureVectorSchema, featureVectorToWire(features));
  return {
    row: featureRow(features),
    sensorFaults: features.channels.flatMap((channel) => channel.sensorFaults.map(({ kind }) => kind)),
    encoded,
    computeMs: performance.now() - startedMs,
  };
}
