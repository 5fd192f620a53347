import { type InsufficientData, isInsufficient } from "../signal/insufficient-data.js";
import type { FrequencyBand } from "../signal/signal-checks.js";
import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { integrationLines } from "./integration-band.js";
import { type IntegratedQuantity, integrationSteps, type MotionUnit } from "./motion-unit.js";

/** R.m.s. of what a spectrum's signal integrates to: each integration divides a line's mean square by (2πf)². */
export function integratedRms(
  spectrum: MeanSquareSpectrum,
  from: MotionUnit,
  to: IntegratedQuantity,
  band: FrequencyBand,
): number | InsufficientData {
  const { meanSquare, resolutionHz, sampleRateHz } = spectrum;
  const lines = integrationLines(band, resolutionHz, sampleRateHz / 2);
  if (isInsufficient(lines)) return lines;
  const { times, scale } = integrationSteps(from, to);
  let sum = 0;
  for (let k = lines.first; k <= lines.last; k++) sum += (meanSquare[k] as number) / (2 * Math.PI * k * resolutionHz) ** (2 * times);
  return scale * Math.sqrt(sum);
}
