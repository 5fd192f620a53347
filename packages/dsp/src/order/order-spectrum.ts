import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { amplitudeSpectrum } from "../spectrum/amplitude-spectrum.js";
import type { WindowOptions } from "../spectrum/windowed-transform.js";
import type { AngularWaveform } from "./angular-resample.js";

/** A uniformly spaced one-sided spectrum over orders, multiples of the shaft's speed, from order 0. */
export interface OrderSpectrum {
  /** Distance of two lines, in orders: 1 / revolutions. */
  readonly resolutionOrders: number;
  /** Amplitude of each line (peak of the sine), in the waveform's unit. */
  readonly amplitude: Float32Array;
  /** Whole revolutions that were transformed. */
  readonly revolutions: number;
}

/** With fewer, the main lobe of a Hann window reaches from one order into the next. */
const MIN_REVOLUTIONS = 4;

/**
 * Amplitude spectrum over orders of the whole revolutions of a waveform by angle, so that every whole order lies on a line. The highest
 * order with its true level is 0.4 × samplesPerRevolution.
 * @param options window (default `hann`, amplitude-corrected), detrend (default `mean`)
 * @returns insufficientData on fewer than 4 revolutions
 * @throws InvalidValue on a sample that is not finite
 */
export function orderSpectrum(waveform: AngularWaveform, options: Partial<WindowOptions> = {}): OrderSpectrum | InsufficientData {
  const { samples, samplesPerRevolution } = waveform;
  const revolutions = Math.floor(samples.length / samplesPerRevolution);
  if (revolutions < MIN_REVOLUTIONS) return insufficientData(`${revolutions} revolutions are fewer than ${MIN_REVOLUTIONS}`);
  const whole = samples.subarray(0, revolutions * samplesPerRevolution);
  const { amplitude, resolutionHz } = amplitudeSpectrum(whole, samplesPerRevolution, { detrend: "mean", ...options });
  return { resolutionOrders: resolutionHz, amplitude, revolutions };
}
