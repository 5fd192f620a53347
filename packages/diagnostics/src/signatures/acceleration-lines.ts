import type { ChannelFeatures, ChannelSpectrum, Unit } from "@phm/domain";
import { stretchRms } from "./shaft-lines.js";

/**
 * What lies above the 2 kHz of a direct spectrum: an accelerometer hears it, a velocity sensor does not. It makes the r.m.s. value of the
 * acceleration 1.2 to 1.5 times as large on most rotors of adi-limerick, sound and unbalanced, 20 kHz; this is taken for what a velocity
 * sensor misses.
 */
const UNHEARD_FACTOR = 1.35;
const TURN = 2 * Math.PI;
const MM_PER_M = 1000;

/** The low orders of a channel as acceleration, whatever it measures. */
export interface AccelerationLines {
  readonly unit: Extract<Unit, "g" | "m/s2" | "raw">;
  readonly spectrum: ChannelSpectrum;
  /** R.m.s. value of the acceleration as an accelerometer would give it, in `unit`. */
  readonly rms: number;
}

/** A spectrum of velocity, mm/s, as one of acceleration, m/s²: each line times 2πf. */
function differentiated(spectrum: ChannelSpectrum): ChannelSpectrum {
  const { amplitude, resolutionHz } = spectrum;
  return { ...spectrum, amplitude: amplitude.map((line, i) => (line * TURN * i * resolutionHz) / MM_PER_M) };
}

/** Whether the lines of a channel can be brought to acceleration. An uncalibrated velocity has no zone to be held against: it cannot. */
export function isVibration({ quantity, unit }: Pick<ChannelFeatures, "quantity" | "unit">): boolean {
  return quantity === "acceleration" || (quantity === "velocity" && unit === "mm/s");
}

/**
 * The direct spectrum of a channel as acceleration. Shares and ratios of the rules are of acceleration, in which their limits were chosen;
 * of velocity they would be higher, as it weighs high frequencies less. Null without a direct spectrum.
 */
export function accelerationLines(channel: ChannelFeatures): AccelerationLines | null {
  const direct = channel.spectra.find(({ kind }) => kind === "direct");
  if (!direct || !isVibration(channel)) return null;
  if (channel.quantity === "acceleration") {
    return { unit: channel.unit as AccelerationLines["unit"], spectrum: direct, rms: channel.values.rms ?? 0 };
  }
  const spectrum = differentiated(direct);
  return { unit: "m/s2", spectrum, rms: UNHEARD_FACTOR * stretchRms(spectrum, 0, Number.MAX_SAFE_INTEGER) };
}
