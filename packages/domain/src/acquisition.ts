import type { AcquisitionId, AssetRef, PointId } from "./ids.js";
import type { Quantity, Unit } from "./quantity.js";
import type { TimeNs } from "./time.js";

/** `live`: now is now. `recorded`: lateness and age are judged by the asset's own watermark, never by the wall clock. */
export type TimeBase = "live" | "recorded";

/** Stored sample form: value = stored × scale, in the channel's unit. Little endian. */
export type SampleEncoding = "i16le" | "f32le";

export const BYTES_PER_SAMPLE: Readonly<Record<SampleEncoding, number>> = { i16le: 2, f32le: 4 };

export interface AcquisitionChannel {
  readonly point: PointId;
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly encoding: SampleEncoding;
  readonly scale: number;
  /** Packed samples, `samples × bytesPerSample` bytes. */
  readonly data: Uint8Array;
}

/** One synchronous, contiguous multi-channel measurement. Never split; at most 4 MiB encoded. */
export interface Acquisition {
  readonly ref: AssetRef;
  readonly id: AcquisitionId;
  readonly timeBase: TimeBase;
  readonly startTimeNs: TimeNs;
  readonly sampleRateHz: number;
  /** Samples per channel. */
  readonly samples: number;
  readonly speedRpm?: number;
  readonly loadN?: number;
  /**
   * How far the sender's clock is behind ingest's, ns; negative where it is ahead. Set by ingest for live sessions whose sender says when it
   * sends; it contains the shortest delay of the way. No part of the acquisition's identity.
   */
  readonly clockOffsetNs?: bigint;
  readonly channels: readonly AcquisitionChannel[];
}

/** Largest acquisition message, in encoded bytes. The broker's own limit is 8 MiB. */
export const MAX_ACQUISITION_BYTES = 4 * 1024 * 1024;

export const MAX_CHANNELS = 64;
