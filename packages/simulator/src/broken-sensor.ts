import { type AcquisitionChannel, InvalidValue, NS_PER_S, type SensorFaultKind } from "@phm/domain";
import { HORIZONTAL } from "./machine.js";
import type { Random } from "./random.js";

/** A sensor that breaks: the horizontal accelerometer, or the sender's clock. */
export interface BrokenSensor {
  readonly kind: SensorFaultKind;
  /** Index of the first acquisition that shows it. */
  readonly fromAcquisition: number;
}

/** Charge amplifier at 2 g instead of the converter's ±50 g, r.m.s. of the machine being 0.1 to 0.2 g: so the gain is up by so much. */
const CLIPPING_GAIN = 400;
/** Another sensor in its place whose sensitivity nobody has entered: enough to pass for a rise. */
const SWAPPED_GAIN = 3;
const OFFSET_G = 20;
const IMPLAUSIBLE_SCALE = 10_000;
/** Share of the record during which the cable is off. */
const DROPOUT_SHARE = 0.2;
/** Standard deviation of the slow wandering of an overloaded amplifier, g. */
const WANDERING_G = 5;
/** It comes back to zero with this time constant, s. */
const RECOVERY_S = 0.3;
const CLOCK_OFFSET_S = 90;

/** @throws InvalidValue naming the field */
export function checkBrokenSensor({ kind, fromAcquisition }: BrokenSensor, kinds: readonly SensorFaultKind[]): void {
  if (!kinds.includes(kind)) throw new InvalidValue("brokenSensor.kind", kind, `one of ${kinds.join(", ")}`);
  if (!(Number.isInteger(fromAcquisition) && fromAcquisition >= 0)) {
    throw new InvalidValue("brokenSensor.fromAcquisition", fromAcquisition, "a whole number of at least 0");
  }
}

/** Noise that has passed a leaky integrator: its density falls with the square of the frequency. */
function wandering(random: Random, samples: number, sampleRateHz: number): Float32Array {
  const keep = Math.exp(-1 / (RECOVERY_S * sampleRateHz));
  const kick = WANDERING_G * Math.sqrt(1 - keep * keep);
  const drift = new Float32Array(samples);
  let value = WANDERING_G * random.normal();
  for (let i = 0; i < samples; i++) {
    value = value * keep + kick * random.normal();
    drift[i] = value;
  }
  return drift;
}

/** What the broken accelerometer makes of the housing's acceleration, g. */
export function brokenSignal(
  kind: SensorFaultKind,
  signalG: Float32Array,
  random: Random,
  { samples, sampleRateHz }: { readonly samples: number; readonly sampleRateHz: number },
): Float32Array {
  switch (kind) {
    case "sensitivity_step":
      return signalG.map((value) => SWAPPED_GAIN * value);
    case "clipping":
      return signalG.map((value) => CLIPPING_GAIN * value);
    case "flat_line":
      return new Float32Array(samples);
    case "dropout":
      return signalG.map((value, i) => (i >= 0.4 * samples && i < (0.4 + DROPOUT_SHARE) * samples ? 0 : value));
    case "dc_drift":
      return signalG.map((value) => value + OFFSET_G);
    case "ski_slope": {
      const drift = wandering(random, samples, sampleRateHz);
      return signalG.map((value, i) => value + (drift[i] as number));
    }
    default:
      return signalG;
  }
}

/** The channels as they are sent: a wrong scale for an implausible level, one channel fewer for a missing one. */
export function brokenChannels(kind: SensorFaultKind, channels: readonly AcquisitionChannel[]): readonly AcquisitionChannel[] {
  if (kind === "missing_channel") return channels.filter(({ point }) => point !== HORIZONTAL);
  if (kind !== "implausible_level") return channels;
  return channels.map((channel) => (channel.point === HORIZONTAL ? { ...channel, scale: IMPLAUSIBLE_SCALE * channel.scale } : channel));
}

/** What a sender with a wrong clock adds to its acquisitions. */
export function brokenClock(kind: SensorFaultKind | undefined): { readonly clockOffsetNs?: bigint } {
  return kind === "clock_offset" ? { clockOffsetNs: BigInt(CLOCK_OFFSET_S) * NS_PER_S } : {};
}
