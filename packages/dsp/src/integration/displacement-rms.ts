import type { InsufficientData } from "../signal/insufficient-data.js";
import type { FrequencyBand } from "../signal/signal-checks.js";
import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { integratedRms } from "./integrated-rms.js";
import { ISO_VELOCITY_BAND } from "./integration-band.js";
import type { MotionUnit } from "./motion-unit.js";

/**
 * Displacement r.m.s. in µm, what the displacement zones of ISO 20816-3 are judged by, from the mean square spectrum of an acceleration
 * (integrated twice), a velocity (once) or a displacement. Lines with lowHz <= f <= highHz count (default 10 to 1000 Hz).
 * @returns insufficientData when the record is shorter than one period of lowHz, lowHz is 0, or highHz is above Nyquist
 * @throws InvalidValue unless 0 <= lowHz < highHz
 * Closed form: a·sin(2πft) with a in m/s² gives 1e6·a / ((2πf)²·sqrt 2) µm. Example: 1 g peak at 50 Hz -> 70.26 µm.
 * As the highest line counts least, slow drift below lowHz is what spoils it: choose lowHz no lower than the question needs.
 */
export function displacementRmsUm(
  spectrum: MeanSquareSpectrum,
  unit: MotionUnit,
  band: FrequencyBand = ISO_VELOCITY_BAND,
): number | InsufficientData {
  return integratedRms(spectrum, unit, "displacementUm", band);
}
