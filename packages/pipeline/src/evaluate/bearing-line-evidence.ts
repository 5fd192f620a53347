import { type Acquisition, type BearingOrders, InvalidValue, type Spectrum } from "@phm/domain";
import { decodeSamples, envelope, envelopeSpectrum, fitDemodulationBand, isInsufficient } from "@phm/dsp";

/** The part of a bearing that a record's label says is damaged. */
export type DamagedPart = "outer_race" | "inner_race" | "ball";

/** How clearly a labelled fault shows at the order where it must. */
export interface BearingLineRecord {
  /** Multiples of shaft speed; a ball strikes twice in a turn. */
  readonly order: number;
  /** Mean height of the line and its harmonics over their surroundings, dB, in the channel where it is highest. */
  readonly heightDb: number;
  /** Share of unrelated orders at which the same search in the same record finds less: chance gives 0.5 on average. */
  readonly aboveDecoysShare: number;
}

export interface BearingLineSearch {
  readonly orders: BearingOrders;
  readonly speedRpm: number;
  /** By how much the stated speed or the geometry may be off, default 0.015. */
  readonly toleranceRatio?: number;
}

const HARMONICS = 3;
/** Lines on each side of a line, in parts of its frequency, that make its surroundings. */
const SURROUNDINGS_RATIO = 0.2;
const MIN_REACH_LINES = 10;
/** What is below belongs to the mean. */
const FIRST_LINE = 2;
/** Unrelated orders that are asked for comparison. */
const DECOYS = Array.from({ length: 120 }, (_, i) => 1.6 + 0.0837 * i);

/**
 * Looks for the line of a damaged part with two harmonics in the envelope spectrum (2 to 10 kHz or what the sampling leaves of it), and
 * for as many lines at unrelated orders, with the same tolerance.
 * @param channels of the acquisition that sit at the bearing, by index
 * @returns undefined where the sampling leaves no demodulation band or no line within the spectrum
 * @throws InvalidValue when the speed is not above 0
 */
export function bearingLineRecord(
  acquisition: Acquisition,
  channels: readonly number[],
  part: DamagedPart,
  search: BearingLineSearch,
): BearingLineRecord | undefined {
  const { orders, speedRpm, toleranceRatio = 0.015 } = search;
  if (!(speedRpm > 0 && Number.isFinite(speedRpm))) throw new InvalidValue("speedRpm", speedRpm, "a finite number above 0");
  const spectra = channels.flatMap((channel) => envelopeHeights(acquisition, channel) ?? []);
  const order = { outer_race: orders.bpfo, inner_race: orders.bpfi, ball: 2 * orders.bsf }[part];
  const heightAt = (asked: number) =>
    highest(spectra.flatMap((spectrum) => combHeightDb(spectrum, (asked * speedRpm) / 60, toleranceRatio) ?? []));
  const heightDb = heightAt(order);
  if (heightDb === undefined) return undefined;
  const decoys = DECOYS.filter((decoy) => isUnrelated(decoy, order, toleranceRatio)).flatMap((decoy) => heightAt(decoy) ?? []);
  if (decoys.length === 0) return undefined;
  return { order, heightDb, aboveDecoysShare: decoys.filter((height) => height < heightDb).length / decoys.length };
}

/** Each line of a spectrum over its surroundings, dB. */
interface LineHeights {
  readonly resolutionHz: number;
  readonly heightDb: Float32Array;
}

function envelopeHeights({ channels, sampleRateHz }: Acquisition, index: number): LineHeights | undefined {
  const channel = channels[index];
  if (channel === undefined) return undefined;
  const samples = decodeSamples(channel.data, channel.encoding, channel.scale);
  const band = fitDemodulationBand(sampleRateHz);
  const demodulated = isInsufficient(band) ? band : envelope(samples, sampleRateHz, band);
  const spectrum = isInsufficient(demodulated) ? demodulated : envelopeSpectrum(demodulated, sampleRateHz, { maxLines: 4000 });
  return isInsufficient(spectrum) ? undefined : lineHeights(spectrum);
}

/** The surroundings' median is taken anew every few lines: it moves slowly. */
function lineHeights({ amplitude, resolutionHz }: Spectrum): LineHeights {
  const heightDb = new Float32Array(amplitude.length).fill(Number.NEGATIVE_INFINITY);
  for (let line = FIRST_LINE; line < amplitude.length; ) {
    const reach = Math.max(MIN_REACH_LINES, Math.round(SURROUNDINGS_RATIO * line));
    const around = amplitude.slice(Math.max(1, line - reach), line + reach + 1).sort();
    const floor = around[around.length >> 1] as number;
    const next = Math.min(amplitude.length, line + Math.max(1, reach >> 3));
    for (; line < next; line++) if (floor > 0) heightDb[line] = 20 * Math.log10((amplitude[line] as number) / floor);
  }
  return { resolutionHz, heightDb };
}

/** One factor on the frequency for the whole comb, the one that gives most: the speed is one. */
function combHeightDb({ resolutionHz, heightDb }: LineHeights, frequencyHz: number, toleranceRatio: number): number | undefined {
  const steps = Math.max(1, Math.ceil((HARMONICS * frequencyHz * toleranceRatio) / resolutionHz));
  let best: number | undefined;
  for (let step = -steps; step <= steps; step++) {
    const mean = meanHeightDb(heightDb, (frequencyHz * (1 + (toleranceRatio * step) / steps)) / resolutionHz);
    if (mean !== undefined && (best === undefined || mean > best)) best = mean;
  }
  return best;
}

/** Over the harmonics that the spectrum holds; each counts by the highest of the three lines about its place. */
function meanHeightDb(heightDb: Float32Array, lines: number): number | undefined {
  let [sum, present] = [0, 0];
  for (let k = 1; k <= HARMONICS; k++) {
    const line = Math.round(k * lines);
    if (line <= FIRST_LINE || line + 1 >= heightDb.length) continue;
    const height = Math.max(heightDb[line - 1] as number, heightDb[line] as number, heightDb[line + 1] as number);
    if (!Number.isFinite(height)) continue;
    sum += height;
    present++;
  }
  return present === 0 ? undefined : sum / present;
}

/** No harmonic of one within reach of a harmonic of the other. */
function isUnrelated(decoy: number, order: number, toleranceRatio: number): boolean {
  const harmonics = Array.from({ length: HARMONICS }, (_, i) => i + 1);
  return harmonics.every((k) => harmonics.every((m) => Math.abs(k * decoy - m * order) > 2 * toleranceRatio * m * order));
}

function highest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
