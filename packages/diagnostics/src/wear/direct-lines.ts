import type { ChannelFeatures, PointId } from "@phm/domain";
import { combShapes } from "../lines/bearing-faults.js";
import { HARMONICS } from "../lines/line-comb.js";
import type { RunningHypothesis } from "../lines/line-diagnosis.js";
import type { MonitoredBearing } from "../lines/monitored-bearings.js";
import { readLine } from "../signatures/shaft-lines.js";

/** A line that stands out over noise: the largest of three lines of noise passes 15 dB once in ten thousand times. */
const STANDS_OUT_DB = 15;
/** Who reads a velocity spectrum on a linear scale does not see what is below a twentieth of its highest line. */
const SEEN_SHARE = 0.05;
/** A line closer than this to a shaft harmonic may be that harmonic. */
const APART_LINES = 3;
/** The velocity spectrum is read from this order on: below it is integrated noise. */
const LOWEST_ORDER = 0.5;

/** How a fault that the envelope spectra show looks in the direct spectra. */
export interface DirectLines {
  readonly harmonics: number;
  readonly sidebands: number;
}

type SeenAt = (hz: number) => boolean;

/** Whether a line is seen in the velocity spectrum of one channel: over its surroundings, and beside the highest line. */
function seenIn({ quantity, spectra }: ChannelFeatures, shaftHz: number): SeenAt | null {
  const spectrum = spectra.find(({ kind }) => kind === "direct");
  if (!spectrum) return null;
  const { resolutionHz, amplitude } = spectrum;
  const perHz = (value: number, hz: number) => (quantity === "velocity" ? value : value / hz);
  let highest = 0;
  for (let i = Math.max(1, Math.ceil((LOWEST_ORDER * shaftHz) / resolutionHz)); i < amplitude.length; i++) {
    const line = perHz(amplitude[i] as number, i * resolutionHz);
    if (line > highest) highest = line;
  }
  return (hz) => {
    if (hz <= 0 || Math.abs(hz - Math.round(hz / shaftHz) * shaftHz) < APART_LINES * resolutionHz) return false;
    const line = readLine(spectrum, hz, resolutionHz, shaftHz);
    return line !== null && line.snrDb >= STANDS_OUT_DB && perHz(Math.SQRT2 * line.rms, line.frequencyHz) >= SEEN_SHARE * highest;
  };
}

/**
 * Harmonics of a fault, and sidebands around them, that a reader of the velocity spectrum sees at any of the bearing's points; null where no
 * sound channel there has a direct spectrum.
 */
export function directLines(found: RunningHypothesis, bearing: MonitoredBearing, channels: readonly ChannelFeatures[]): DirectLines | null {
  const shaftHz = found.frequencyHz / found.order;
  const isOwn = ({ point, quantity, sensorFaults }: ChannelFeatures) =>
    bearing.points.includes(point as PointId) && (quantity === "acceleration" || quantity === "velocity") && sensorFaults.length === 0;
  const views = channels.filter(isOwn).flatMap((channel) => seenIn(channel, shaftHz) ?? []);
  if (views.length === 0) return null;
  const isSeen: SeenAt = (hz) => views.some((seen) => seen(hz));
  const centres = Array.from({ length: HARMONICS }, (_, i) => (i + 1) * found.frequencyHz);
  const apartHz = (combShapes(bearing.orders)[found.failureMode].sidebandOrder ?? 0) * shaftHz;
  const sides = apartHz === 0 ? [] : centres.flatMap((hz) => [hz - apartHz, hz + apartHz]);
  return { harmonics: centres.filter(isSeen).length, sidebands: sides.filter(isSeen).length };
}
