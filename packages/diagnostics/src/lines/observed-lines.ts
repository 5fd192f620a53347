import type { AssetConfig, ChannelFeatures, FeatureVector, PointId } from "@phm/domain";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import { type LineSpectrum, lineSpectrum } from "./line-spectrum.js";
import type { ShaftSpeed } from "./shaft-speed.js";

/** Coarser spectra than this (lines in shaft orders) cannot tell a bearing line from its neighbours. */
const MAX_RESOLUTION_ORDERS = 0.1;

/** Why lines were not looked for. */
export type LineAbstention = "no_speed" | "no_spectrum" | "too_coarse";

/** The lines of one acquisition at the shaft speed that the signal speaks for. */
export interface ObservedLines {
  readonly speed: ShaftSpeed;
  /** That speed may be of lines that the supply makes. */
  readonly mayBeSupply: boolean;
  /** Pre-whitened envelope spectra of each sound channel that is fine enough. */
  readonly byPoint: ReadonlyMap<PointId, readonly LineSpectrum[]>;
}

function whitenedOf({ spectra }: ChannelFeatures) {
  return spectra.filter(({ kind }) => kind === "whitened_envelope");
}

/** Reads the lines of the sound channels of an acquisition, or says why it cannot. */
export function observeLines(features: FeatureVector, config: AssetConfig, read: ShaftSpeedReading | null): ObservedLines | LineAbstention {
  if (!read) return "no_speed";
  const sound = features.channels.filter((channel) => channel.sensorFaults.length === 0 && whitenedOf(channel).length > 0);
  if (sound.length === 0) return "no_spectrum";
  const fine = sound.filter((channel) =>
    whitenedOf(channel).every(({ resolutionHz }) => resolutionHz <= MAX_RESOLUTION_ORDERS * read.statedHz),
  );
  if (fine.length === 0) return "too_coarse";
  const speed = read.envelope;
  const linesOf = (channel: ChannelFeatures) => whitenedOf(channel).map((one) => lineSpectrum(one, speed.shaftHz, config.supplyHz));
  return { speed, mayBeSupply: read.mayBeSupply, byPoint: new Map(fine.map((channel) => [channel.point, linesOf(channel)])) };
}
