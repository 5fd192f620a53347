import { InvalidValue } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { firstLineFrom, lastLineTo } from "../spectrum/band-rms.js";
import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import type { CurrentFundamental } from "./current-fundamental.js";
import type { CurrentLine } from "./current-lines.js";
import { LOBE_LINES, lobeMeanSquare, recordSeconds, strongestLine } from "./hann-lobe.js";

/** A line as found in a spectrum. */
export interface CurrentLineLevel extends CurrentLine {
  /** Where the strongest line within the tolerance is, to the nearest line. */
  readonly foundHz: number;
  /** Relative to the fundamental, dB: 20·lg(rms / fundamental rms). Below 0 on any real motor. */
  readonly levelDb: number;
  /** Relative to what noise of the surrounding density would show there, dB: near 0 where there is only noise. */
  readonly aboveFloorDb: number;
}

export interface LineSearch {
  /** How far from its expected place a line is sought, default 2 lines. */
  readonly toleranceHz?: number;
}

/**
 * Distance from the fundamental at which its Hann side lobes have fallen below -70 dB: nearer lines drown in them. For sidebands at
 * 2sf this makes records of 5 s at a slip of 0.02 and of 20 s at 0.005 (50 Hz).
 */
const CLEAR_OF_FUNDAMENTAL_LINES = 10;
/** Two lobes side by side. */
const CLEAR_OF_HARMONIC_LINES = 2 * LOBE_LINES;
const DEFAULT_TOLERANCE_LINES = 2;
/** Lines on either side from which the floor is taken. */
const FLOOR_LINES = 25;

/**
 * How high the given lines stand in the spectrum of a stator current.
 * A line above Nyquist, at 0 Hz, or that cannot be told from another supply harmonic is left out; so is one where there is no signal at
 * all: absent is not zero.
 * @param spectrum of the current, Hann window, whole record
 * @param fundamental as `currentFundamental` found it in this spectrum
 * @returns insufficientData, with the seconds needed, where a line is too close to the fundamental for the length of the record
 * @throws InvalidValue when the tolerance is negative or not finite
 * Invariant: the same at any gain of the sensor.
 */
export function currentLineLevels(
  spectrum: MeanSquareSpectrum,
  fundamental: CurrentFundamental,
  lines: readonly CurrentLine[],
  search: LineSearch = {},
): readonly CurrentLineLevel[] | InsufficientData {
  const { resolutionHz, meanSquare } = spectrum;
  const { toleranceHz = DEFAULT_TOLERANCE_LINES * resolutionHz } = search;
  if (!(toleranceHz >= 0 && Number.isFinite(toleranceHz))) {
    throw new InvalidValue("toleranceHz", toleranceHz, "a finite number of at least 0");
  }
  const neededS = neededSeconds(fundamental.fundamentalHz, lines, toleranceHz);
  if (neededS > recordSeconds(spectrum) * (1 + 1e-9)) {
    return insufficientData(`the lines need a record of ${seconds(neededS)}, this one is ${seconds(recordSeconds(spectrum))} long`);
  }
  const lastUsable = meanSquare.length - 1 - LOBE_LINES;
  return lines
    .filter(({ frequencyHz }) => (frequencyHz + toleranceHz) / resolutionHz <= lastUsable)
    .filter(({ frequencyHz }) => clearOfHarmonics(frequencyHz, fundamental.fundamentalHz, toleranceHz, resolutionHz))
    .flatMap((line) => levelOf(line, spectrum, fundamental, toleranceHz) ?? []);
}

/** Infinite where a line coincides with the fundamental within the tolerance: no record is long enough. */
function neededSeconds(fundamentalHz: number, lines: readonly CurrentLine[], toleranceHz: number): number {
  return lines.reduce((longest, { frequencyHz }) => {
    const distanceHz = Math.abs(frequencyHz - fundamentalHz) - toleranceHz;
    return Math.max(longest, distanceHz > 0 ? CLEAR_OF_FUNDAMENTAL_LINES / distanceHz : Number.POSITIVE_INFINITY);
  }, 0);
}

/** The fundamental itself is not asked here; the 0th harmonic is 0 Hz. */
function clearOfHarmonics(frequencyHz: number, fundamentalHz: number, toleranceHz: number, resolutionHz: number): boolean {
  const harmonic = Math.round(frequencyHz / fundamentalHz);
  return harmonic === 1 || Math.abs(frequencyHz - harmonic * fundamentalHz) - toleranceHz >= CLEAR_OF_HARMONIC_LINES * resolutionHz;
}

function levelOf(
  line: CurrentLine,
  { meanSquare, resolutionHz }: MeanSquareSpectrum,
  { fundamentalRms }: CurrentFundamental,
  toleranceHz: number,
): CurrentLineLevel | undefined {
  // Half a line more, so that the line nearest to the expected place is always among them.
  const reachHz = toleranceHz + resolutionHz / 2;
  const first = firstLineFrom(line.frequencyHz - reachHz, resolutionHz);
  const found = strongestLine(meanSquare, first, lastLineTo(line.frequencyHz + reachHz, resolutionHz));
  if (found === undefined) return undefined;
  const level = lobeMeanSquare(meanSquare, found);
  const floor = floorMeanSquare(meanSquare, found);
  if (floor === 0) return undefined;
  return {
    ...line,
    foundHz: found * resolutionHz,
    levelDb: 10 * Math.log10(level / fundamentalRms ** 2),
    aboveFloorDb: 10 * Math.log10(level / floor),
  };
}

/** What a lobe of mere noise would hold: the median of the lines around, which lines of other origin do not lift. */
function floorMeanSquare(meanSquare: Float64Array, centre: number): number {
  const around: number[] = [];
  for (let k = Math.max(1, centre - FLOOR_LINES); k <= Math.min(centre + FLOOR_LINES, meanSquare.length - 1); k++) {
    if (Math.abs(k - centre) > LOBE_LINES) around.push(meanSquare[k] as number);
  }
  around.sort((a, b) => a - b);
  // The power of a noise line is exponentially distributed: its mean is the median over ln 2.
  return ((2 * LOBE_LINES + 1) * (around[around.length >> 1] ?? 0)) / Math.LN2;
}

function seconds(value: number): string {
  return Number.isFinite(value) ? `${Number(value.toPrecision(3))} s` : "any length (they coincide with the fundamental)";
}
