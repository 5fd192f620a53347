import { InvalidValue } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";

export interface TachoOptions {
  /** Which flank of a pulse is timed, default `rising`. */
  readonly edge: "rising" | "falling";
  /** Level whose crossing is timed, in the unit of the samples; default half way between the smallest and the largest sample. */
  readonly triggerLevel: number;
  /** How far the signal must go back beyond the trigger level before the next crossing counts, above 0; default a fifth of the range. */
  readonly hysteresis: number;
}

const DEFAULT_HYSTERESIS_RATIO = 0.2;

/**
 * Instants of the pulses of a tachometer in s from the first sample, between two samples by linear interpolation at the trigger level.
 * @returns insufficientData when the waveform is constant or crosses the trigger level fewer than twice
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or an option outside its range
 */
export function tachoPulseTimes(
  samples: Float32Array,
  sampleRateHz: number,
  options: Partial<TachoOptions> = {},
): Float64Array | InsufficientData {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  const { edge = "rising", triggerLevel, hysteresis } = options;
  if (triggerLevel !== undefined && !Number.isFinite(triggerLevel)) throw new InvalidValue("triggerLevel", triggerLevel, "a finite number");
  if (hysteresis !== undefined && !(hysteresis > 0 && Number.isFinite(hysteresis))) {
    throw new InvalidValue("hysteresis", hysteresis, "a finite number above 0");
  }
  const { min, max } = rangeOf(samples);
  if (min === max) return insufficientData("the tachometer's waveform is constant");
  const level = triggerLevel ?? (min + max) / 2;
  const back = hysteresis ?? DEFAULT_HYSTERESIS_RATIO * (max - min);
  const crossings = edge === "rising" ? crossingsOf(samples, 1, level, back) : crossingsOf(samples, -1, -level, back);
  if (crossings.length < 2) return insufficientData(`${crossings.length} pulses are fewer than the 2 of one interval`);
  return Float64Array.from(crossings, (place) => place / sampleRateHz);
}

/** Places, in samples, where sign·signal rises through the level after it was at least `back` below it. */
function crossingsOf(samples: Float32Array, sign: 1 | -1, level: number, back: number): number[] {
  const crossings: number[] = [];
  let isArmed = false;
  let before = sign * (samples[0] as number);
  for (let i = 0; i < samples.length; i++) {
    const value = sign * (samples[i] as number);
    if (isArmed && value >= level) {
      crossings.push(i - 1 + (level - before) / (value - before));
      isArmed = false;
    } else if (value <= level - back) {
      isArmed = true;
    }
    before = value;
  }
  return crossings;
}

function rangeOf(samples: Float32Array): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
