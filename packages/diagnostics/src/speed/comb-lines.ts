import type { Spectrum } from "@phm/domain";
import { powerRatios } from "../lines/line-spectrum.js";

/** Bound once: in the loops below a look-up of a global costs more than what it does. */
const { LN2, abs, ceil, max, round } = Math;

/** The mains stay this near their nominal frequency but for disturbances; one that was measured is exact. */
const NOMINAL_SUPPLY_RATIO = 0.002;
/** Half of the main lobe of a Hann line. */
const LOBE_LINES = 2;
/** The two neighbours of a Hann line have a quarter of its power: what has less is on its skirt, and no line. */
const LEAST_OF_TOP = 0.2;

/** The frequency of the supply: as measured in a current, or as stated. */
export interface Supply {
  readonly hz: number;
  readonly isMeasured: boolean;
}

/** Whether a line at a frequency that is so uncertain may be one of the supply, which has its own tolerance. */
export function mayBeSupply(hz: number, uncertaintyHz: number, { hz: supplyHz, isMeasured }: Supply): boolean {
  const multiple = round(hz / supplyHz);
  if (multiple < 1) return false;
  return abs(hz - multiple * supplyHz) <= max(uncertaintyHz, isMeasured ? 0 : NOMINAL_SUPPLY_RATIO * hz);
}

/** Direct spectra of one acquisition as evidence for lines at any frequency. */
export interface CombLines {
  /** Distance of two lines of the finest of them, Hz. */
  readonly resolutionHz: number;
  /** From here on nothing is known. */
  readonly endHz: number;
  /**
   * −ln of the probability that noise alone is so high at a frequency, geometric mean over the spectra; 0 on lines of the supply. For noise
   * of one spectrum it is distributed as Exp(1); the mean over several has no heavier tail, whether they are independent or the same.
   */
  readonly surprise: (hz: number) => number;
}

/** Power ratios without the skirts of strong lines, which would speak for every speed near the true one. */
function onTops(ratios: Float64Array): Float64Array {
  return ratios.map((ratio, i) => (ratio < LEAST_OF_TOP * max(ratios[i - 1] ?? 0, ratios[i + 1] ?? 0) ? 0 : ratio));
}

/**
 * Reads spectra as {@link CombLines}. Power over its local median (±1.2 orders) is exponentially distributed where there is noise, with mean
 * 1 / ln 2; spectra that were averaged have lighter tails.
 * @param shaftHz stated speed, the width of the floor around a line
 * @param reachHz how far lines will be asked for
 * @param supply whose lines do not count; null where it is not known
 */
export function combLines(spectra: readonly Spectrum[], shaftHz: number, reachHz: number, supply: Supply | null): CombLines {
  const read = spectra.map(({ resolutionHz, amplitude }) => {
    const kept = amplitude.subarray(0, ceil((reachHz + 1.5 * shaftHz) / resolutionHz));
    return { resolutionHz, ratios: onTops(powerRatios({ resolutionHz, amplitude: kept }, shaftHz)) };
  });
  const resolutionHz = Math.min(...read.map((one) => one.resolutionHz));
  const endHz = Math.min(reachHz, ...read.map(({ resolutionHz: line, ratios }) => line * (ratios.length - 1)));
  const surprise = (hz: number): number => {
    if (supply !== null && mayBeSupply(hz, LOBE_LINES * resolutionHz, supply)) return 0;
    let sum = 0;
    for (const one of read) sum += one.ratios[round(hz / one.resolutionHz)] ?? 0;
    return (LN2 * sum) / read.length;
  };
  return { resolutionHz, endHz, surprise };
}

/** A frequency whose lines are explained, within a share of it where it is not exact. */
export interface ExplainedLine {
  readonly hz: number;
  readonly toleranceRatio: number;
}

/** The same without the lines, and their skirts, at frequencies that are explained. */
export function withoutLines(lines: CombLines, explained: readonly ExplainedLine[]): CombLines {
  if (explained.length === 0) return lines;
  const skirtHz = LOBE_LINES * lines.resolutionHz;
  const isExplained = (at: number) => explained.some(({ hz, toleranceRatio }) => abs(hz - at) <= skirtHz + toleranceRatio * hz);
  return { ...lines, surprise: (hz) => (isExplained(hz) ? 0 : lines.surprise(hz)) };
}
