import type { AssetConfig, ChannelFeatures, FeatureVector, MeasurementPoint } from "@phm/domain";
import { isAtStandstill } from "../machine/operating-state.js";
import { readShaftSpeed } from "../speed/read-shaft-speed.js";
import type { ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import { type AccelerationLines, accelerationLines, isVibration } from "./acceleration-lines.js";

/** Coarser spectra than this, in shaft orders, do not tell a shaft's harmonics from what lies between them. */
const MAX_RESOLUTION_ORDERS = 0.1;

/** A vibration sensor with its low orders as acceleration. */
export interface PlacedChannel extends AccelerationLines {
  readonly channel: ChannelFeatures;
  /** Along the shaft, across it, or not stated. */
  readonly direction: "axial" | "radial" | "unknown";
}

/** Vibration sensors in one unit that sit at one place of one shaft: the axes of one sensor, or of one bearing housing. */
export interface ShaftPlace {
  readonly id: string;
  readonly shaftHz: number;
  readonly channels: readonly PlacedChannel[];
}

/** Why the lines of no place could be read. */
export type PlaceAbstention = "standstill" | "no_speed" | "no_vibration" | "raw_velocity" | "too_coarse";

const AXIAL = /^(a|ax|axial|轴向)$/i;
const RADIAL = /^(h|v|r|hor|ver|rad|horizontal|vertical|radial|水平|垂直|径向)$/i;

function directionOf(axis: string | undefined): PlacedChannel["direction"] {
  if (axis === undefined) return "unknown";
  if (AXIAL.test(axis)) return "axial";
  return RADIAL.test(axis) ? "radial" : "unknown";
}

/** Ends of a machine that are told apart by their bearings are other places, axes of one sensor are not. */
function placeKey(channel: ChannelFeatures, point: MeasurementPoint | undefined): string {
  const bearing = JSON.stringify(point?.bearing?.orders ?? point?.bearing?.designation ?? null);
  return [point?.shaft ?? "", point?.location ?? bearing, channel.unit].join("|");
}

/** The sensors by their places, as far as their spectra tell the harmonics of their shaft apart. */
function groupByPlace(channels: readonly ChannelFeatures[], config: AssetConfig, speed: ShaftSpeedReading): ShaftPlace[] {
  const places = new Map<string, ShaftPlace>();
  for (const channel of channels) {
    const lines = accelerationLines(channel);
    const point = config.points.find(({ id }) => id === channel.point);
    const shaftHz = ((point?.shaft === undefined ? 1 : speed.ratios.get(point.shaft)) ?? 1) * speed.shaftHz;
    if (!lines || lines.spectrum.resolutionHz > MAX_RESOLUTION_ORDERS * shaftHz) continue;
    const key = placeKey(channel, point);
    const place = places.get(key) ?? { id: `place:${channel.point}`, shaftHz, channels: [] };
    places.set(key, { ...place, channels: [...place.channels, { ...lines, channel, direction: directionOf(point?.axis) }] });
  }
  return [...places.values()];
}

const hasDirectSpectrum = ({ spectra }: ChannelFeatures): boolean => spectra.some(({ kind }) => kind === "direct");

/** The places of a machine whose lines can be read, each with the speed of its shaft as it was read, or stated; or why there are none. */
export function shaftPlaces(
  features: FeatureVector,
  config: AssetConfig,
  speed: ShaftSpeedReading | null = readShaftSpeed(features, config),
): readonly ShaftPlace[] | PlaceAbstention {
  if (isAtStandstill(features, config)) return "standstill";
  if (!speed) return "no_speed";
  const sound = features.channels.filter((channel) => channel.sensorFaults.length === 0 && hasDirectSpectrum(channel));
  const vibrations = sound.filter(isVibration);
  if (vibrations.length === 0) return sound.some(({ quantity }) => quantity === "velocity") ? "raw_velocity" : "no_vibration";
  const places = groupByPlace(vibrations, config, speed);
  return places.length === 0 ? "too_coarse" : places;
}
