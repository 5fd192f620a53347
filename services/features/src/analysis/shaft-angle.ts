import type { Acquisition } from "@phm/domain";
import { decodeSamples, isInsufficient, type ShaftAngle, tachoPulseTimes, tachoShaftAngle, trackSpeed } from "@phm/dsp";
import { NotComputable } from "./not-computable.js";

/** What told the angle: a tachometer channel, the signal itself around the stated speed, or that speed alone, taken as steady. */
export type ShaftAngleSource = "tachometer" | "tracked" | "stated";

export interface KnownShaftAngle {
  readonly angle: ShaftAngle;
  readonly source: ShaftAngleSource;
}

/** How far the stated speed may be from the tachometer's for its pulses to be counted by it. */
const MAX_PULSE_ERROR = 0.1;

/**
 * The best that is known of the shaft's angle during an acquisition.
 * @throws NotComputable when the acquisition states no speed: a tachometer's pulses per revolution are told by it too
 */
export function shaftAngleOf(acquisition: Acquisition, samples: Float32Array): KnownShaftAngle {
  const { sampleRateHz, speedRpm } = acquisition;
  if (speedRpm === undefined || !(speedRpm > 0)) {
    throw new NotComputable("failed_precondition", `acquisition ${acquisition.id} states no speed of rotation, which orders need`);
  }
  const speedHz = speedRpm / 60;
  const byTachometer = tachometerAngle(acquisition, speedHz);
  if (byTachometer) return { angle: byTachometer, source: "tachometer" };
  const tracked = trackSpeed(samples, sampleRateHz, speedHz);
  if (!isInsufficient(tracked)) return { angle: tracked, source: "tracked" };
  const durationS = (samples.length - 1) / sampleRateHz;
  return { angle: { timesS: Float64Array.of(0, durationS), revolutions: Float64Array.of(0, durationS * speedHz) }, source: "stated" };
}

function tachometerAngle({ channels, sampleRateHz }: Acquisition, speedHz: number): ShaftAngle | undefined {
  const channel = channels.find(({ quantity }) => quantity === "tachometer");
  if (!channel) return undefined;
  const pulses = tachoPulseTimes(decodeSamples(channel.data, channel.encoding, channel.scale), sampleRateHz);
  if (isInsufficient(pulses)) return undefined;
  const pulseHz = (pulses.length - 1) / ((pulses.at(-1) as number) - (pulses[0] as number));
  const perRevolution = Math.round(pulseHz / speedHz);
  if (perRevolution < 1 || Math.abs(pulseHz / perRevolution / speedHz - 1) > MAX_PULSE_ERROR) return undefined;
  const angle = tachoShaftAngle(pulses, perRevolution);
  return isInsufficient(angle) ? undefined : angle;
}
