import { InvalidValue } from "@phm/domain";
import { requireSampleRate } from "../signal/signal-checks.js";

/** What a filter lets through, and where its edges lie. */
export type FilterShape =
  | { readonly kind: "low_pass" | "high_pass"; readonly cutoffHz: number }
  | { readonly kind: "band_pass" | "band_stop"; readonly lowHz: number; readonly highHz: number };

/** @throws InvalidValue unless every edge lies strictly between 0 Hz and Nyquist, and the lower below the upper */
export function requireFilterShape(shape: FilterShape, sampleRateHz: number): void {
  requireSampleRate(sampleRateHz);
  const nyquistHz = sampleRateHz / 2;
  if ("cutoffHz" in shape) {
    requireInside("cutoffHz", shape.cutoffHz, 0, nyquistHz);
  } else {
    requireInside("lowHz", shape.lowHz, 0, nyquistHz);
    requireInside("highHz", shape.highHz, shape.lowHz, nyquistHz);
  }
}

function requireInside(field: string, value: number, lowHz: number, highHz: number): void {
  if (!(value > lowHz && value < highHz)) throw new InvalidValue(field, value, `above ${lowHz} and below ${highHz} Hz`, "bad_band");
}
