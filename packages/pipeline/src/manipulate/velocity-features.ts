import type { Unit } from "@phm/domain";
import { bandRms, ISO_VELOCITY_BAND, type MeanSquareSpectrum } from "@phm/dsp";
import type { FeatureValues } from "./feature-values.js";

/** `velocityRmsMmPerS`: 10 to 1000 Hz, for a velocity sensor in mm/s that needs no integration. */
export function velocityFeatures(spectrum: MeanSquareSpectrum, unit: Unit, values: FeatureValues): void {
  if (unit === "mm/s") values.add("velocityRmsMmPerS", bandRms(spectrum, ISO_VELOCITY_BAND));
}
