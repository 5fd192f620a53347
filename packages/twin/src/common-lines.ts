import type { DiscreteLine, LineSpectrum } from "./line-spectrum.js";
import { median, quantileInPlace } from "./quantile.js";

/** A tone of the machine. */
export interface TwinLine {
  /** Whether it moves with the shaft, as harmonics do, or stays, as the mains do. */
  readonly by: "order" | "frequency";
  /** Order of the shaft, or Hz. */
  readonly at: number;
  /** Peak amplitude: median of the recordings, in the unit of the samples. */
  readonly amplitude: number;
  /** 5 % and 95 % of the recordings. */
  readonly lowAmplitude: number;
  readonly highAmplitude: number;
}

/** What is needed to tell the same line in another recording. */
export type SeenLines = Pick<LineSpectrum, "shaftHz" | "resolutionHz" | "lines">;

interface Peak extends DiscreteLine {
  readonly recording: number;
}

/** A line that is seen in fewer recordings is chance, or belongs to something else. */
const MIN_SEEN_RATIO = 0.75;
const SAME_WITHIN_LINES = 1.5;
const MAX_LINES = 80;
/** Orders so near to a whole number are harmonics of the shaft where the speed does not tell. */
const HARMONIC_WITHIN = 0.01;
const [LOW, HIGH] = [0.05, 0.95];

/** The lines that most recordings share, the strongest first found; each in orders or in Hz, whichever holds it together in more of them. */
export function commonLines(recordings: readonly SeenLines[]): TwinLine[] {
  const found: TwinLine[] = [];
  let peaks: Peak[] = recordings.flatMap(({ lines }, recording) => lines.map((line) => ({ ...line, recording })));
  peaks.sort((a, b) => b.amplitude - a.amplitude);
  while (peaks.length > 0 && found.length < MAX_LINES) {
    const first = peaks[0] as Peak;
    const byOrder = sameIn(peaks, first, recordings, "order");
    const byFrequency = sameIn(peaks, first, recordings, "frequency");
    const by =
      byOrder.length > byFrequency.length || (byOrder.length === byFrequency.length && isHarmonic(first, recordings))
        ? "order"
        : "frequency";
    const members = by === "order" ? byOrder : byFrequency;
    const isCommon = members.length >= MIN_SEEN_RATIO * recordings.length;
    if (isCommon) found.push(lineOf(members, by, recordings));
    const used = new Set(isCommon ? members : [first]);
    peaks = peaks.filter((peak) => !used.has(peak));
  }
  return found;
}

const placeOf = ({ hz, recording }: Peak, by: TwinLine["by"], recordings: readonly SeenLines[]) =>
  by === "order" ? hz / (recordings[recording] as SeenLines).shaftHz : hz;

/** The strongest peak of each recording at the place of `first`. */
function sameIn(peaks: readonly Peak[], first: Peak, recordings: readonly SeenLines[], by: TwinLine["by"]): Peak[] {
  const at = placeOf(first, by, recordings);
  const strongest = new Map<number, Peak>();
  for (const peak of peaks) {
    const { shaftHz, resolutionHz } = recordings[peak.recording] as SeenLines;
    const within = (SAME_WITHIN_LINES * resolutionHz) / (by === "order" ? shaftHz : 1);
    if (Math.abs(placeOf(peak, by, recordings) - at) <= within && !strongest.has(peak.recording)) strongest.set(peak.recording, peak);
  }
  return [...strongest.values()];
}

function isHarmonic(peak: Peak, recordings: readonly SeenLines[]): boolean {
  const order = placeOf(peak, "order", recordings);
  return Math.round(order) >= 1 && Math.abs(order - Math.round(order)) <= HARMONIC_WITHIN * Math.max(1, Math.round(order) / 10);
}

function lineOf(members: readonly Peak[], by: TwinLine["by"], recordings: readonly SeenLines[]): TwinLine {
  const amplitudes = members.map(({ amplitude }) => amplitude);
  return {
    by,
    at: median(members.map((peak) => placeOf(peak, by, recordings))),
    amplitude: quantileInPlace(amplitudes, 0.5),
    lowAmplitude: quantileInPlace(amplitudes, LOW),
    highAmplitude: quantileInPlace(amplitudes, HIGH),
  };
}
