import type { ChannelSpectrum, FeatureVector } from "@phm/domain";
import { bandsWith, type Family, featuresOf, spectrumWith } from "./synthetic-lines.js";

/** A bearing as its accelerometer sees it: levels over those of a sound one, and lines of a fault. */
export interface SyntheticWear {
  readonly high?: number;
  readonly floor?: number;
  readonly level?: number;
  /** Lines in the envelope spectra, and in the direct one. */
  readonly enveloped?: readonly Family[];
  readonly direct?: readonly Family[];
  readonly speedRpm?: number;
  /** Distance of the lines of all spectra, Hz. */
  readonly resolutionHz?: number;
}

const SECONDS_APART = 600;
/** The line at shaft speed of a sound rotor, in multiples of the noise. */
const SHAFT: Family = { order: 1, height: 60, count: 1 };

function directSpectrum(seed: number, floor: number, families: readonly Family[], resolutionHz: number): ChannelSpectrum {
  const { amplitude, ...rest } = spectrumWith(7919 * seed + 5, [SHAFT, ...families], resolutionHz);
  return { ...rest, kind: "direct", amplitude: amplitude.map((line) => floor * line) };
}

/** One acquisition of it; every index draws its own noise. */
export function wornAt(index: number, wear: SyntheticWear): FeatureVector {
  const { high = 1, floor = 1, level = 1, enveloped = [], direct = [], speedRpm, resolutionHz = 1 } = wear;
  const spectra = [...bandsWith(index + 1, enveloped, resolutionHz), directSpectrum(index + 1, floor, direct, resolutionHz)];
  const features = featuresOf(spectra, SECONDS_APART * index, speedRpm);
  const values = { envelopeRms: high, rms: level };
  return { ...features, channels: features.channels.map((channel) => ({ ...channel, values: { ...channel.values, ...values } })) };
}
