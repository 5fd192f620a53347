import { InvalidValue } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { float64Result } from "../signal/result-buffer.js";
import { firstLineFrom } from "./band-rms.js";
import { requireMeanSquareSpectrum } from "./mean-square-checks.js";
import type { MeanSquareSpectrum } from "./mean-square-spectrum.js";

export interface BandMeanSquaresOptions {
  /** Receives the result instead of a new array: one value less than edges. */
  readonly into: Float64Array;
}

/**
 * Band energies: the mean square, (unit)², of each of several adjacent bands, edgesHz[i] <= f < edgesHz[i + 1]; the last includes Nyquist
 * where it ends there. See `bandMeanSquare` for one band.
 * @param edgesHz at least 2, rising, from 0 on
 * @returns insufficientData when the last edge is above Nyquist or a band is narrower than a line
 * @throws InvalidValue on edges that do not rise or a spectrum that is not finite
 * Invariant: over edges from 0 Hz to Nyquist the energies add up to the mean square of the signal.
 */
export function bandMeanSquares(
  spectrum: MeanSquareSpectrum,
  edgesHz: readonly number[],
  options: Partial<BandMeanSquaresOptions> = {},
): Float64Array | InsufficientData {
  requireMeanSquareSpectrum(spectrum);
  requireEdges(edgesHz);
  const { meanSquare, resolutionHz, sampleRateHz } = spectrum;
  const nyquistHz = sampleRateHz / 2;
  const topHz = edgesHz[edgesHz.length - 1] as number;
  if (topHz > nyquistHz) return insufficientData(`the last band ends at ${topHz} Hz, above Nyquist at ${nyquistHz} Hz`);
  const energies = float64Result(options.into, edgesHz.length - 1);
  for (let band = 0; band < energies.length; band++) {
    const [lowHz, highHz] = [edgesHz[band] as number, edgesHz[band + 1] as number];
    if (highHz - lowHz < resolutionHz) return insufficientData(`band ${band} is narrower than one line of ${resolutionHz} Hz`);
    const end = highHz === nyquistHz ? meanSquare.length : firstLineFrom(highHz, resolutionHz);
    let sum = 0;
    for (let k = firstLineFrom(lowHz, resolutionHz); k < end; k++) sum += meanSquare[k] as number;
    energies[band] = sum;
  }
  return energies;
}

function requireEdges(edgesHz: readonly number[]): void {
  if (edgesHz.length < 2) throw new InvalidValue("edgesHz.length", edgesHz.length, "at least 2");
  for (const [index, edgeHz] of edgesHz.entries()) {
    const leastHz = index === 0 ? 0 : (edgesHz[index - 1] as number);
    const rises = index === 0 ? edgeHz >= 0 : edgeHz > leastHz;
    if (!(rises && Number.isFinite(edgeHz))) {
      throw new InvalidValue(`edgesHz[${index}]`, edgeHz, `finite and ${index === 0 ? "at least 0" : `above ${leastHz}`}`, "bad_band");
    }
  }
}
