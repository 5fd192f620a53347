import type { TimeBase } from "./acquisition.js";
import type { AcquisitionId, AssetRef, PointId } from "./ids.js";
import type { Quantity, Unit } from "./quantity.js";
import type { TimeNs } from "./time.js";

/** A uniformly sampled one-sided spectrum, from 0 Hz. */
export interface Spectrum {
  /** Distance of two lines, Hz. */
  readonly resolutionHz: number;
  /** Amplitude of each line (peak of the sine), in the channel's unit. */
  readonly amplitude: Float32Array;
}

/**
 * What a spectrum is of: the waveform itself (`direct`), the magnitude of its analytic signal in a band (`envelope`), or the
 * square of that magnitude after every line was brought to one height (`whitened_envelope`, without unit).
 */
export const SPECTRUM_KINDS = ["direct", "envelope", "whitened_envelope"] as const;
export type SpectrumKind = (typeof SPECTRUM_KINDS)[number];

/** A spectrum that travels with the features of a channel. */
export interface ChannelSpectrum extends Spectrum {
  readonly kind: SpectrumKind;
  /** The band that was demodulated; 0 to Nyquist for the whole signal. */
  readonly lowHz: number;
  readonly highHz: number;
}

/** What a sensor does when it, and not the machine, is at fault. */
export const SENSOR_FAULTS = [
  "clipping",
  "flat_line",
  "dropout",
  "dc_drift",
  "implausible_level",
  "ski_slope",
  "missing_channel",
  "clock_offset",
  "sensitivity_step",
] as const;
export type SensorFaultKind = (typeof SENSOR_FAULTS)[number];

/** One waveform fault of one channel, with the figure that crossed its limit. */
export interface SensorFault {
  readonly kind: SensorFaultKind;
  readonly value: number;
  readonly limit: number;
}

export interface ChannelFeatures {
  readonly point: PointId;
  readonly quantity: Quantity;
  readonly unit: Unit;
  /**
   * Scalars by feature name (unit last in the name). A feature that could not be computed is absent, never zero.
   * The channel's own unit is meant where the name carries none (`rms`, `peak`).
   */
  readonly values: Readonly<Record<string, number>>;
  /** At most one of each kind and band. */
  readonly spectra: readonly ChannelSpectrum[];
  /** SensorHealth of this channel: empty when the waveform is sound. */
  readonly sensorFaults: readonly SensorFault[];
}

/** An acquisition in engineering terms. */
export interface FeatureVector {
  readonly ref: AssetRef;
  readonly acquisition: AcquisitionId;
  readonly timeBase: TimeBase;
  readonly startTimeNs: TimeNs;
  /** Version of the feature definitions, e.g. `core-v1`. A definition never changes under the same version. */
  readonly featureSet: string;
  readonly speedRpm?: number;
  readonly loadN?: number;
  readonly channels: readonly ChannelFeatures[];
  /** Scalars that need several channels (phase currents, two axes of one bearing), by feature name; absent is not zero. */
  readonly acrossChannels: Readonly<Record<string, number>>;
}
