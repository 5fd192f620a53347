import type { AssetConfig, ChannelFeatures, ChannelSpectrum, FeatureVector } from "@phm/domain";
import { shaftRatios } from "@phm/domain";
import { refineShaftSpeed } from "../lines/shaft-speed.js";

/** Coarser spectra than this, in shaft orders, do not tell a shaft's harmonics from what lies between them. */
const MAX_RESOLUTION_ORDERS = 0.1;

/** An accelerometer with the spectrum of its waveform. */
export interface PlacedChannel {
  readonly channel: ChannelFeatures;
  readonly spectrum: ChannelSpectrum;
  /** Along the shaft, across it, or not stated. */
  readonly direction: "axial" | "radial" | "unknown";
}

/** Accelerometers in one unit that sit at one place of one shaft: the axes of one sensor, or of one bearing housing. */
export interface ShaftPlace {
  readonly id: string;
  readonly shaftHz: number;
  readonly channels: readonly PlacedChannel[];
}

const AXIAL = /^(a|ax|axial|轴向)$/i;
const RADIAL = /^(h|v|r|hor|ver|rad|horizontal|vertical|radial|水平|垂直|径向)$/i;

function directionOf(axis: string | undefined): PlacedChannel["direction"] {
  if (axis === undefined) return "unknown";
  if (AXIAL.test(axis)) return "axial";
  return RADIAL.test(axis) ? "radial" : "unknown";
}

/**
 * The places of a machine whose lines can be read, each with the speed of its shaft as the spectra themselves speak for it. None without a
 * speed, at standstill, without a sound accelerometer, or where the record is too short.
 */
export function shaftPlaces(features: FeatureVector, config: AssetConfig): ShaftPlace[] {
  const statedHz = (features.speedRpm ?? config.ratedSpeedRpm ?? 0) / 60;
  if (!(statedHz > 0)) return [];
  const { kinematics } = config;
  const ratios = kinematics ? shaftRatios(kinematics, config.ratedSpeedRpm) : null;
  const groups = new Map<string, { ratio: number; channels: PlacedChannel[] }>();
  for (const channel of features.channels) {
    const spectrum = channel.spectra.find(({ kind }) => kind === "direct");
    if (channel.quantity !== "acceleration" || channel.sensorFaults.length > 0 || !spectrum) continue;
    const point = config.points.find(({ id }) => id === channel.point);
    const ratio = (point?.shaft === undefined ? 1 : ratios?.get(point.shaft)) ?? 1;
    if (spectrum.resolutionHz > MAX_RESOLUTION_ORDERS * ratio * statedHz) continue;
    // Ends of a machine that are told apart by their bearings are other places, axes of one sensor are not.
    const bearing = JSON.stringify(point?.bearing?.orders ?? point?.bearing?.designation ?? null);
    const key = [point?.shaft ?? "", point?.location ?? bearing, channel.unit].join("|");
    const group = groups.get(key) ?? { ratio, channels: [] };
    groups.set(key, { ratio, channels: [...group.channels, { channel, spectrum, direction: directionOf(point?.axis) }] });
  }
  return [...groups.values()].map(({ ratio, channels }) => ({
    id: `place:${channels[0]?.channel.point}`,
    shaftHz: refineShaftSpeed(
      channels.map(({ spectrum }) => spectrum),
      ratio * statedHz,
    ).shaftHz,
    channels,
  }));
}
