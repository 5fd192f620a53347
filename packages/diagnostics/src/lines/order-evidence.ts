import type { LineSpectrum } from "./line-spectrum.js";

/** Bound once: in the loops below a look-up of a global costs more than what it does. */
const { round } = Math;

/** Line evidence over orders of shaft speed, the mean over several spectra: other bands, other channels. */
export interface OrderEvidence {
  /** Distance of two values in orders. */
  readonly stepOrders: number;
  readonly values: Float64Array;
}

/** The mean evidence on the grid of the finest spectrum, as far as all reach. Null without spectra. */
export function orderEvidence(spectra: readonly LineSpectrum[], shaftHz: number): OrderEvidence | null {
  if (spectra.length === 0) return null;
  const stepHz = Math.min(...spectra.map(({ resolutionHz }) => resolutionHz));
  const endHz = Math.min(...spectra.map(({ resolutionHz, evidence }) => resolutionHz * (evidence.length - 1)));
  const values = new Float64Array(Math.floor(endHz / stepHz) + 1);
  for (const { resolutionHz, evidence } of spectra) {
    const linesPerStep = stepHz / resolutionHz;
    for (let i = 0; i < values.length; i++) {
      values[i] = (values[i] as number) + (evidence[round(i * linesPerStep)] as number) / spectra.length;
    }
  }
  return { stepOrders: stepHz / shaftHz, values };
}
