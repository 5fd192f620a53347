import { InvalidValue, type Spectrum } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { firstLineFrom } from "../spectrum/band-rms.js";
import { type IntegratedQuantity, integrationSteps, type MotionUnit, type VelocitySource } from "./motion-unit.js";

/** ISO 20816-3 judges from 10 Hz on. */
const DEFAULT_LOW_HZ = 10;

/**
 * Velocity amplitude spectrum in mm/s (peak of the sine) from that of an acceleration: each line is divided by 2πf. Lines below lowHz
 * (default 10 Hz) are 0; the resolution stays.
 * @returns insufficientData when no line lies at or above lowHz
 * @throws InvalidValue on a lowHz or resolution that is not above 0
 */
export function velocitySpectrumMmPerS(spectrum: Spectrum, unit: VelocitySource, lowHz = DEFAULT_LOW_HZ): Spectrum | InsufficientData {
  return integratedSpectrum(spectrum, unit, "velocityMmPerS", lowHz);
}

/** Displacement amplitude spectrum in µm (peak of the sine); all else as {@link velocitySpectrumMmPerS}. */
export function displacementSpectrumUm(spectrum: Spectrum, unit: MotionUnit, lowHz = DEFAULT_LOW_HZ): Spectrum | InsufficientData {
  return integratedSpectrum(spectrum, unit, "displacementUm", lowHz);
}

function integratedSpectrum(
  { amplitude, resolutionHz }: Spectrum,
  from: MotionUnit,
  to: IntegratedQuantity,
  lowHz: number,
): Spectrum | InsufficientData {
  requirePositive("resolutionHz", resolutionHz);
  requirePositive("lowHz", lowHz);
  const first = Math.max(1, firstLineFrom(lowHz, resolutionHz));
  if (first >= amplitude.length) return insufficientData(`no line lies at or above ${lowHz} Hz`);
  const { times, scale } = integrationSteps(from, to);
  const integrated = new Float32Array(amplitude.length);
  for (let k = first; k < amplitude.length; k++)
    integrated[k] = (scale * (amplitude[k] as number)) / (2 * Math.PI * k * resolutionHz) ** times;
  return { resolutionHz, amplitude: integrated };
}

function requirePositive(field: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "a finite number above 0");
}
