import type { ChannelFeatures, FeatureVector, PointId } from "@phm/domain";
import { STANDARD_GRAVITY_M_PER_S2 } from "@phm/domain";

const BAND_WIDTH_HZ = 400;
const FIRST_BAND_HZ = 400;
const LAST_BAND_HZ = 4400;
const LOUDEST_BANDS = 3;

/** The bands in which wear of rolling elements first shows as a rise of level, 400 Hz wide from 400 to 4800 Hz. */
export const LEVEL_BANDS: readonly string[] = Array.from(
  { length: (LAST_BAND_HZ - FIRST_BAND_HZ) / BAND_WIDTH_HZ + 1 },
  (_, i) => `bandRms_${FIRST_BAND_HZ + i * BAND_WIDTH_HZ}_${FIRST_BAND_HZ + (i + 1) * BAND_WIDTH_HZ}Hz`,
);

export interface VibrationLevel {
  /** In g (or in raw units); only its ratio to the machine's own reference means something. */
  readonly level: number;
  /** The point that contributes most. */
  readonly loudestPoint: PointId;
}

/** Acceleration channels carry the level, so their health decides whether the machine can be judged at all. */
export function carriesLevel(channel: ChannelFeatures): boolean {
  return channel.quantity === "acceleration";
}

/**
 * The machine's level: band energies summed over all acceleration channels, then the mean r.m.s. of the three loudest bands.
 * Bands above the Nyquist frequency are absent and do not count; null without any band.
 */
export function vibrationLevel(features: FeatureVector): VibrationLevel | null {
  const energy = new Map<string, number>();
  let loudest: { point: PointId; energy: number } | null = null;
  for (const channel of features.channels.filter(carriesLevel)) {
    const toG = channel.unit === "m/s2" ? 1 / STANDARD_GRAVITY_M_PER_S2 : 1;
    let sum = 0;
    for (const band of LEVEL_BANDS) {
      const rms = channel.values[band];
      if (rms === undefined || !Number.isFinite(rms)) continue;
      const bandEnergy = (rms * toG) ** 2;
      energy.set(band, (energy.get(band) ?? 0) + bandEnergy);
      sum += bandEnergy;
    }
    if (loudest === null || sum > loudest.energy) loudest = { point: channel.point, energy: sum };
  }
  if (loudest === null || energy.size === 0) return null;
  const top = [...energy.values()].sort((a, b) => b - a).slice(0, LOUDEST_BANDS);
  return { level: top.reduce((sum, e) => sum + Math.sqrt(e), 0) / top.length, loudestPoint: loudest.point };
}
