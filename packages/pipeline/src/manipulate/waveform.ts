import type { Quantity, Unit } from "@phm/domain";

/** One channel's waveform with what it means. */
export interface Waveform {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly quantity: Quantity;
  readonly unit: Unit;
}
