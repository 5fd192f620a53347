import type { ChannelFeatures, FeatureVector } from "@phm/domain";
import { carriesLevel, vibrationLevel } from "./vibration-level.js";

/**
 * The figures that describe a machine's vibration as a whole, as logarithms, so that a factor counts the same up and down:
 * - `level`: of the three loudest bands (see `vibrationLevel`)
 * - `velocity`: velocity r.m.s. 10 to 1000 Hz, root mean square over the channels
 * - `envelope`: r.m.s. of the envelope, root mean square over the channels
 * - `kurtosis`: of the waveform, geometric mean over the channels
 */
export const STATE_FEATURES = ["level", "velocity", "envelope", "kurtosis"] as const;

/** One value for each of `STATE_FEATURES`; null where it could not be computed. */
export type StateVector = readonly (number | null)[];

const FIGURES = 4;

function logarithm(value: number | undefined): number | null {
  return value !== undefined && value > 0 && Number.isFinite(value) ? Number(Math.log(value).toPrecision(FIGURES)) : null;
}

function rootMeanSquare(channels: readonly ChannelFeatures[], name: string): number | undefined {
  const values = channels.flatMap((channel) => channel.values[name] ?? []);
  return values.length === 0 ? undefined : Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
}

function geometricMean(channels: readonly ChannelFeatures[], name: string): number | undefined {
  const logs = channels.flatMap((channel) => logarithm(channel.values[name]) ?? []);
  return logs.length === 0 ? undefined : Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}

/** The state vector of one acquisition, over its acceleration channels. */
export function stateVector(features: FeatureVector): StateVector {
  const channels = features.channels.filter(carriesLevel);
  return [
    logarithm(vibrationLevel(features)?.level),
    logarithm(rootMeanSquare(channels, "velocityRmsMmPerS")),
    logarithm(rootMeanSquare(channels, "envelopeRms")),
    logarithm(geometricMean(channels, "kurtosis")),
  ];
}
