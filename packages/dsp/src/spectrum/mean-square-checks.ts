import { InvalidValue } from "@phm/domain";
import { requireSampleRate } from "../signal/signal-checks.js";
import type { MeanSquareSpectrum } from "./mean-square-spectrum.js";

/** @throws InvalidValue on a spectrum without lines, or with a rate, resolution or line that is not a possible one */
export function requireMeanSquareSpectrum({ sampleRateHz, resolutionHz, meanSquare }: MeanSquareSpectrum): void {
  requireSampleRate(sampleRateHz);
  if (!(resolutionHz > 0 && Number.isFinite(resolutionHz))) throw new InvalidValue("resolutionHz", resolutionHz, "a finite number above 0");
  if (meanSquare.length === 0) throw new InvalidValue("meanSquare.length", 0, "at least 1");
  for (let k = 0; k < meanSquare.length; k++) {
    const value = meanSquare[k] as number;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new InvalidValue(`meanSquare[${k}]`, value, "a finite number of at least 0");
  }
}
