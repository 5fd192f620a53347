import {
  type AssetConfig,
  acquisitionId,
  addSeconds,
  assetRef,
  type ChannelFeatures,
  type FeatureVector,
  pointId,
  type SensorFault,
} from "@phm/domain";
import { LEVEL_BANDS } from "../src/state/vibration-level.js";

export const START_NS = 1_600_000_000_000_000_000n;
export const POINT = pointId("h");

export const CONFIG: AssetConfig = {
  ref: assetRef("acme", "north", "pump"),
  kind: "pump",
  ratedSpeedRpm: 1500,
  component: "bearing",
  points: [{ id: POINT, quantity: "acceleration", unit: "g", bearing: { orders: { bpfo: 3.58, bpfi: 5.42, bsf: 2.36, ftf: 0.4 } } }],
};

export interface Synthetic {
  readonly level: number;
  readonly speedRpm?: number;
  readonly velocityRmsMmPerS?: number;
  readonly sensorFaults?: readonly SensorFault[];
}

/** One accelerometer whose level bands all read `level`. */
export function featuresAt(seconds: number, synthetic: Synthetic): FeatureVector {
  const { level, speedRpm, velocityRmsMmPerS, sensorFaults = [] } = synthetic;
  const channel: ChannelFeatures = {
    point: POINT,
    quantity: "acceleration",
    unit: "g",
    values: {
      ...Object.fromEntries(LEVEL_BANDS.map((band) => [band, level])),
      ...(velocityRmsMmPerS === undefined ? {} : { velocityRmsMmPerS }),
    },
    spectra: [],
    sensorFaults,
  };
  return {
    ref: CONFIG.ref,
    acquisition: acquisitionId(`a${seconds}`),
    timeBase: "recorded",
    startTimeNs: addSeconds(START_NS, seconds),
    featureSet: "core-v1",
    ...(speedRpm === undefined ? {} : { speedRpm }),
    channels: [channel],
    acrossChannels: {},
  };
}
