import type { Spectrum } from "@phm/domain";
import { selectMedian } from "../numbers/select-median.js";

/** Bound once: in the loops below a look-up of a global costs more than what it does. */
const { abs, log, max, min, round } = Math;

/** Half width of the stretch that a line is compared with, in shaft orders. */
const FLOOR_HALF_WIDTH_ORDERS = 1.2;
/** A line this many times above the median power of its surroundings begins to speak (noise alone is above it in a quarter of lines). */
const EVIDENT_POWER_RATIO = 2;
/** ln of the ratio beyond which a line gains half as much: one strong line must not stand for a family, nor be as weak as its sidebands. */
const KNEE_EVIDENCE = 3.5;
const SLOPE_BEYOND_KNEE = 0.5;
/** Lines this close to a multiple of shaft speed belong to the shaft, in orders; and the skirts of its line as the window spreads it. */
const SHAFT_NOTCH_ORDERS = 0.02;
const SHAFT_NOTCH_LINES = 2;
/** A line on a multiple of the supply frequency has another explanation: it counts this much. */
const SUPPLY_WEIGHT = 0.5;
/** Below this order there are drifts, no floor to compare with. */
const LOWEST_ORDER = 0.15;

/** A spectrum as evidence: for each line, how far it stands above its surroundings. */
export interface LineSpectrum {
  readonly resolutionHz: number;
  /** ln(power / (2 × local median power)), 0 below that, softened above 3.5; 0 on shaft harmonics. The best of a line and its two neighbours. */
  readonly evidence: Float64Array;
  /** Power over local median power of each line. */
  readonly powerRatio: Float64Array;
}

let scratch = new Float64Array(0);

/** Median power around a line, without the line at 0 Hz. */
function medianAround(power: Float64Array, centre: number, halfWidthLines: number): number {
  const first = max(1, centre - halfWidthLines);
  const count = max(0, min(power.length, centre + halfWidthLines + 1) - first);
  if (scratch.length < count) scratch = new Float64Array(count);
  for (let i = 0; i < count; i++) scratch[i] = power[first + i] as number;
  return selectMedian(scratch, count);
}

/**
 * Power over the local median power of ±1.2 orders: medians on a coarse grid, interpolated, a robust floor that single lines do not lift.
 * All lines of zero power give zero.
 */
export function powerRatios({ amplitude, resolutionHz }: Spectrum, shaftHz: number): Float64Array {
  const lines = amplitude.length;
  const power = new Float64Array(lines);
  for (let i = 0; i < lines; i++) power[i] = (amplitude[i] as number) ** 2;
  const halfWidth = max(4, round((FLOOR_HALF_WIDTH_ORDERS * shaftHz) / resolutionHz));
  const step = max(1, halfWidth >> 1);
  const ratios = new Float64Array(lines);
  let above = medianAround(power, 0, halfWidth);
  for (let start = 0; start < lines; start += step) {
    const below = above;
    above = medianAround(power, min(start + step, lines - 1), halfWidth);
    for (let i = start; i < min(start + step, lines); i++) {
      const floor = below + ((above - below) * (i - start)) / step;
      ratios[i] = floor > 0 ? (power[i] as number) / floor : 0;
    }
  }
  return ratios;
}

/** The largest of each value and its two neighbours: a family of lines may lie between two lines of the spectrum. */
export function withNeighbours(values: Float64Array): Float64Array {
  const widest = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) widest[i] = max(values[i] as number, values[i - 1] ?? 0, values[i + 1] ?? 0);
  return widest;
}

/** ln(ratio / 2), at least 0. */
export function lineEvidence(powerRatio: number): number {
  return powerRatio <= EVIDENT_POWER_RATIO ? 0 : log(powerRatio / EVIDENT_POWER_RATIO);
}

function softened(evidence: number): number {
  return evidence <= KNEE_EVIDENCE ? evidence : KNEE_EVIDENCE + SLOPE_BEYOND_KNEE * (evidence - KNEE_EVIDENCE);
}

function distanceToMultiple(hz: number, baseHz: number): number {
  return abs(hz - round(hz / baseHz) * baseHz);
}

/**
 * Turns an envelope spectrum into line evidence at a shaft speed.
 * @param supplyHz of the motor, where known: its multiples count half
 */
export function lineSpectrum(spectrum: Spectrum, shaftHz: number, supplyHz?: number): LineSpectrum {
  const { resolutionHz } = spectrum;
  const powerRatio = powerRatios(spectrum, shaftHz);
  const notchHz = max(SHAFT_NOTCH_ORDERS * shaftHz, SHAFT_NOTCH_LINES * resolutionHz);
  const single = powerRatio.map((ratio, i) => {
    const hz = i * resolutionHz;
    if (i < 2 || hz < LOWEST_ORDER * shaftHz || distanceToMultiple(hz, shaftHz) <= notchHz) return 0;
    const isSupplyLine = supplyHz !== undefined && hz > supplyHz / 2 && distanceToMultiple(hz, supplyHz) <= resolutionHz;
    return (isSupplyLine ? SUPPLY_WEIGHT : 1) * softened(lineEvidence(ratio));
  });
  return { resolutionHz, evidence: withNeighbours(single), powerRatio };
}
