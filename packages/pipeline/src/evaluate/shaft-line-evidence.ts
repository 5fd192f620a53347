import { type Acquisition, InvalidValue } from "@phm/domain";
import { amplitudeSpectrum, decodeSamples } from "@phm/dsp";

/** The nominal speed of a rig is off by about this much. */
const SPEED_TOLERANCE = 0.02;

/**
 * Amplitude of the line at shaft speed, root sum of squares over the channels, in their unit: what an unbalanced rotor shakes in all axes.
 * @throws InvalidValue when the speed is not above 0
 */
export function shaftLineAmplitude({ channels, sampleRateHz }: Acquisition, speedRpm: number): number {
  if (!(speedRpm > 0 && Number.isFinite(speedRpm))) throw new InvalidValue("speedRpm", speedRpm, "a finite number above 0");
  const shaftHz = speedRpm / 60;
  const squares = channels.map(({ data, encoding, scale }) => {
    const { amplitude, resolutionHz } = amplitudeSpectrum(decodeSamples(data, encoding, scale), sampleRateHz, { detrend: "mean" });
    const first = Math.max(1, Math.floor((shaftHz * (1 - SPEED_TOLERANCE)) / resolutionHz));
    const last = Math.ceil((shaftHz * (1 + SPEED_TOLERANCE)) / resolutionHz);
    return Math.max(0, ...amplitude.subarray(first, last + 1)) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}
