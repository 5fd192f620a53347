import type { ChannelSpectrum, SensorFault } from "@phm/domain";
import { floorFastLength, meanSquareSpectrum, timeStatistics } from "@phm/dsp";
import { sensorFaults } from "../sensor-faults.js";
import { accelerationFeatures } from "./acceleration-features.js";
import { currentFeatures, type MotorFacts } from "./current-features.js";
import { FeatureValues } from "./feature-values.js";
import { velocityFeatures } from "./velocity-features.js";
import { directSpectrum } from "./vibration-spectra.js";
import type { Waveform } from "./waveform.js";

export interface WaveformFeatures {
  readonly values: Readonly<Record<string, number>>;
  readonly spectra: readonly ChannelSpectrum[];
  readonly sensorFaults: readonly SensorFault[];
}

/**
 * The features of core-v2 for one channel. For every quantity, in the channel's unit or without one, as `timeStatistics` of
 * @phm/dsp defines them: mean, rms, peak, peakToPeak, crest, kurtosis, skewness, clearance, impulse; more by quantity.
 * What cannot be computed is absent. Spectral features use the longest leading part that has a fast transform length (at most
 * a few percent shorter than the record), so that no sender's choice of length makes them slow; the others use every sample.
 */
export function channelFeatures(waveform: Waveform, motor: MotorFacts): WaveformFeatures {
  const statistics = timeStatistics(waveform.samples);
  const faults = sensorFaults(waveform, statistics);
  const values = new FeatureValues();
  for (const [name, value] of Object.entries(statistics)) values.add(name, value);
  const spectra = addSpectralFeatures(waveform, motor, values);
  return { values: values.record, spectra, sensorFaults: faults };
}

function addSpectralFeatures(waveform: Waveform, motor: MotorFacts, values: FeatureValues): ChannelSpectrum[] {
  const { quantity, unit, sampleRateHz } = waveform;
  const length = floorFastLength(waveform.samples.length);
  if (length === undefined) return [];
  const samples = waveform.samples.subarray(0, length);
  switch (quantity) {
    case "acceleration":
      return accelerationFeatures({ ...waveform, samples }, values);
    case "velocity":
      velocityFeatures(meanSquareSpectrum(samples, sampleRateHz), unit, values);
      return directSpectrum({ ...waveform, samples });
    case "current":
      currentFeatures(meanSquareSpectrum(samples, sampleRateHz), motor, values);
      return [];
    default:
      return [];
  }
}
