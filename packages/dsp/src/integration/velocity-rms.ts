import type { InsufficientData } from "../signal/insufficient-data.js";
import type { FrequencyBand } from "../signal/signal-checks.js";
import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { integratedRms } from "./integrated-rms.js";
import { ISO_VELOCITY_BAND } from "./integration-band.js";
import type { VelocitySource } from "./motion-unit.js";

/**
 * Velocity r.m.s. in mm/s from the mean square spectrum of an acceleration, by integration in the frequency domain: each line's
 * mean square is divided by (2πf)². Lines with lowHz <= f <= highHz count (default 10 to 1000 Hz); below the lower cut-off,
 * where integration would blow up offset and drift, nothing does. The spectrum of a velocity ("mm/s") is summed as it is.
 * @returns insufficientData when the record is shorter than one period of lowHz, lowHz is 0, or highHz is above Nyquist
 * @throws InvalidValue unless 0 <= lowHz < highHz
 * Closed form: a·sin(2πft) with a in m/s² gives 1000·a / (2πf·sqrt 2) mm/s. Example: 1 g peak at 159.155 Hz -> 6.934 mm/s.
 */
export function velocityRmsMmPerS(
  spectrum: MeanSquareSpectrum,
  unit: VelocitySource,
  band: FrequencyBand = ISO_VELOCITY_BAND,
): number | InsufficientData {
  return integratedRms(spectrum, unit, "velocityMmPerS", band);
}
