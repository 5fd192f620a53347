import { InvalidValue } from "@phm/domain";
import { floorFastLength } from "../fft/real-fft.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { meanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { combFit, spreadOf } from "./comb-fit.js";
import { blankMains, type CombSpectrum, combScore, type HarmonicLine, withFloors } from "./harmonic-lines.js";

export interface SpeedSearchOptions {
  /** The speed lies within ratedSpeedHz × (1 ± rangeRatio); above 0, at most 0.3 (no half or double speed), default 0.05. */
  readonly rangeRatio: number;
  /** Highest harmonic of the comb, default 10; those above Nyquist are left out. */
  readonly harmonics: number;
  /** Harmonics that must stand out, default 2: one line alone may be anything. */
  readonly minHarmonics: number;
  /** Frequency of the mains, whose multiples are then left out; default none. Wanted wherever 2 × mains may lie near a harmonic, as on motors at the mains. */
  readonly mainsHz: number;
}

/** Options with their defaults filled in. */
export type SpeedSearch = Omit<SpeedSearchOptions, "mainsHz"> & Partial<Pick<SpeedSearchOptions, "mainsHz">>;

/** A shaft's speed as its signal tells it. */
export interface RefinedSpeed {
  readonly speedHz: number;
  /** Weighted standard deviation of the speeds that the harmonics tell one by one; 0 where there is only one. */
  readonly spreadHz: number;
  /** The harmonics that stand out and agree. */
  readonly lines: readonly HarmonicLine[];
}

const MIN_REVOLUTIONS = 8;
/** A comb without its first two teeth is a bearing's or a gear's line and its multiples. */
const LOWEST_HARMONICS = 2;
/** Steps of the search in lines of the highest harmonic. */
const STEP_LINES = 0.25;
const MAX_RANGE_RATIO = 0.3;
/** Railway supply, the lowest there is, less a tenth. */
const MIN_MAINS_HZ = 15;

/**
 * The mean speed of a shaft without a tachometer: the comb of harmonics around the rated speed that fits the Hann spectrum best, then
 * the weighted least squares line through the frequencies of its harmonics. For a speed that is steady over the record (its highest
 * harmonic stays within a line or two); else see `trackSpeed`. Uses the longest fast length from the first sample on.
 * @returns insufficientData on fewer than 8 revolutions, on no room for the harmonics below Nyquist, or when fewer than minHarmonics, or neither the
 *   first nor the second, stand out by 12 dB
 * @throws InvalidValue on bad samples, a ratedSpeedHz that is not above 0, or an option outside its range
 */
export function refineSpeed(
  samples: Float32Array,
  sampleRateHz: number,
  ratedSpeedHz: number,
  options: Partial<SpeedSearchOptions> = {},
): RefinedSpeed | InsufficientData {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  requireSpeed(ratedSpeedHz);
  const search = searchOf(options);
  const length = floorFastLength(samples.length);
  const revolutions = ((length ?? 0) / sampleRateHz) * ratedSpeedHz * (1 - search.rangeRatio);
  if (length === undefined || revolutions < MIN_REVOLUTIONS) {
    return insufficientData(`the record may hold ${revolutions.toFixed(1)} revolutions, fewer than ${MIN_REVOLUTIONS}`);
  }
  return speedOf(samples.subarray(0, length), sampleRateHz, ratedSpeedHz, search);
}

/** The speed of one segment of a fast length; its arguments have been checked. */
export function speedOf(
  segment: Float32Array,
  sampleRateHz: number,
  ratedSpeedHz: number,
  { rangeRatio, harmonics, minHarmonics, mainsHz }: SpeedSearch,
): RefinedSpeed | InsufficientData {
  const spectrum = meanSquareSpectrum(segment, sampleRateHz);
  if (mainsHz !== undefined) blankMains(spectrum, mainsHz);
  const highestHz = ratedSpeedHz * (1 + rangeRatio);
  const room = Math.floor((sampleRateHz / 2 - 2 * spectrum.resolutionHz) / highestHz);
  const comb = withFloors(spectrum, ratedSpeedHz, rangeRatio, Math.min(harmonics, room));
  if (comb.floors.length < minHarmonics)
    return insufficientData(`fewer than ${minHarmonics} harmonics of ${highestHz} Hz lie below Nyquist`);
  const isInRange = ({ frequencyHz, harmonic }: HarmonicLine) =>
    Math.abs(frequencyHz / harmonic - ratedSpeedHz) <= rangeRatio * ratedSpeedHz;
  const fit = combFit(comb, bestSpeed(comb, ratedSpeedHz, rangeRatio), isInRange);
  if (fit.lines.length < minHarmonics) {
    return insufficientData(`${fit.lines.length} harmonics around ${fit.speedHz} Hz stand out and agree, fewer than ${minHarmonics}`);
  }
  if (!fit.lines.some(({ harmonic }) => harmonic <= LOWEST_HARMONICS)) {
    return insufficientData(`neither the first nor the second harmonic of ${fit.speedHz} Hz stands out`);
  }
  return { ...fit, spreadHz: spreadOf(fit) };
}

function bestSpeed(comb: CombSpectrum, ratedSpeedHz: number, rangeRatio: number): number {
  const steps = Math.max(1, Math.ceil((rangeRatio * ratedSpeedHz * comb.floors.length) / (STEP_LINES * comb.resolutionHz)));
  let best = { speedHz: ratedSpeedHz, score: combScore(comb, ratedSpeedHz) };
  for (let step = -steps; step <= steps; step++) {
    const speedHz = ratedSpeedHz * (1 + (rangeRatio * step) / steps);
    const score = combScore(comb, speedHz);
    if (score > best.score) best = { speedHz, score };
  }
  return best.speedHz;
}

export function requireSpeed(ratedSpeedHz: number): void {
  if (!(ratedSpeedHz > 0 && Number.isFinite(ratedSpeedHz))) throw new InvalidValue("ratedSpeedHz", ratedSpeedHz, "a finite number above 0");
}

/** @throws InvalidValue on an option outside its range */
export function searchOf({ rangeRatio = 0.05, harmonics = 10, minHarmonics = 2, mainsHz }: Partial<SpeedSearchOptions>): SpeedSearch {
  if (!(rangeRatio > 0 && rangeRatio <= MAX_RANGE_RATIO))
    throw new InvalidValue("rangeRatio", rangeRatio, `above 0, at most ${MAX_RANGE_RATIO}`);
  if (!(Number.isInteger(minHarmonics) && minHarmonics >= 1))
    throw new InvalidValue("minHarmonics", minHarmonics, "an integer of at least 1");
  if (!(Number.isInteger(harmonics) && harmonics >= minHarmonics)) {
    throw new InvalidValue("harmonics", harmonics, `an integer of at least ${minHarmonics}, the minHarmonics`);
  }
  if (mainsHz === undefined) return { rangeRatio, harmonics, minHarmonics };
  if (!(mainsHz >= MIN_MAINS_HZ && Number.isFinite(mainsHz)))
    throw new InvalidValue("mainsHz", mainsHz, `a finite number of at least ${MIN_MAINS_HZ}`);
  return { rangeRatio, harmonics, minHarmonics, mainsHz };
}
