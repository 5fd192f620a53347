import type { Spectrum } from "@phm/domain";
import { median } from "../numbers/order-statistics.js";

/** Half width of the stretch that a line is compared with, in shaft orders. */
const FLOOR_HALF_WIDTH_ORDERS = 1.2;
/** A line this many times above the median power of its surroundings begins to speak (noise alone is above it in a quarter of lines). */
const EVIDENT_POWER_RATIO = 2;
/** ln of the ratio beyond which a line speaks no louder: one strong line must not stand for a family. */
const MAX_EVIDENCE = 3.5;
/** Lines this close to a multiple of shaft speed belong to the shaft, in orders; and the skirts of its line as the window spreads it. */
const SHAFT_NOTCH_ORDERS = 0.02;
const SHAFT_NOTCH_LINES = 3;
/** Below this order there are drifts and the cage, no floor to compare with. */
const LOWEST_ORDER = 0.6;

/** An envelope spectrum as evidence: for each line, how far it stands above its surroundings. */
export interface LineSpectrum {
  readonly resolutionHz: number;
  readonly shaftHz: number;
  /** ln(power / (2 × local median power)), 0 below that, at most 3.5; 0 on shaft harmonics. The best of a line and its two neighbours. */
  readonly evidence: Float64Array;
  /** Power over local median power of each line. */
  readonly powerRatio: Float64Array;
}

/** Local medians of power on a coarse grid, interpolated: a robust floor that single lines do not lift. */
function localFloor(power: Float64Array, halfWidthLines: number): Float64Array {
  const step = Math.max(1, halfWidthLines >> 1);
  const at: number[] = [];
  for (let i = 0; i < power.length + step; i += step) {
    const centre = Math.min(i, power.length - 1);
    at.push(median(Array.from(power.subarray(Math.max(1, centre - halfWidthLines), centre + halfWidthLines + 1))));
  }
  return power.map((_, i) => {
    const cell = Math.floor(i / step);
    const share = i / step - cell;
    return (at[cell] as number) * (1 - share) + (at[cell + 1] as number) * share;
  });
}

function isShaftLine(hz: number, shaftHz: number, resolutionHz: number): boolean {
  const distanceHz = Math.abs(hz - Math.round(hz / shaftHz) * shaftHz);
  return distanceHz <= Math.max(SHAFT_NOTCH_ORDERS * shaftHz, SHAFT_NOTCH_LINES * resolutionHz);
}

/** Turns an envelope spectrum into line evidence at a shaft speed. Lines of zero power everywhere give zero evidence. */
export function lineSpectrum(spectrum: Spectrum, shaftHz: number): LineSpectrum {
  const { resolutionHz } = spectrum;
  const power = Float64Array.from(spectrum.amplitude, (a) => a * a);
  const floor = localFloor(power, Math.max(4, Math.round((FLOOR_HALF_WIDTH_ORDERS * shaftHz) / resolutionHz)));
  const powerRatio = power.map((p, i) => ((floor[i] as number) > 0 ? p / (floor[i] as number) : 0));
  const single = powerRatio.map((ratio, i) => {
    const hz = i * resolutionHz;
    if (hz < LOWEST_ORDER * shaftHz || isShaftLine(hz, shaftHz, resolutionHz) || ratio <= EVIDENT_POWER_RATIO) return 0;
    return Math.min(MAX_EVIDENCE, Math.log(ratio / EVIDENT_POWER_RATIO));
  });
  const evidence = single.map((e, i) => Math.max(e, single[i - 1] ?? 0, single[i + 1] ?? 0));
  return { resolutionHz, shaftHz, evidence, powerRatio };
}
