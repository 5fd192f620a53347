import { congruential } from "./signals.js";

/** A shaft that turns at speedHz + slopeHzPerS·t + swingHz·cos(2π·swingRateHz·t). */
export interface Rotation {
  readonly speedHz: number;
  readonly slopeHzPerS: number;
  readonly swingHz: number;
  readonly swingRateHz: number;
}

export function steady(speedHz: number): Rotation {
  return { speedHz, slopeHzPerS: 0, swingHz: 0, swingRateHz: 1 };
}

/** Revolutions since t = 0. */
export function revolutionsAt({ speedHz, slopeHzPerS, swingHz, swingRateHz }: Rotation, t: number): number {
  const swing = (swingHz * Math.sin(2 * Math.PI * swingRateHz * t)) / (2 * Math.PI * swingRateHz);
  return speedHz * t + 0.5 * slopeHzPerS * t * t + swing;
}

/** Order, amplitude, phase in periods. */
export const ORDERS: readonly (readonly [number, number, number])[] = [
  [1, 1, 0.1],
  [2, 0.5, 0.3],
  [3, 0.4, 0.7],
  [5, 0.3, 0.2],
  [7.3, 0.4, 0.6],
  [12, 0.3, 0.9],
];

/** What the orders add up to at an angle. */
export function vibrationAt(revolutions: number): number {
  return ORDERS.reduce((sum, [order, amplitude, phase]) => sum + amplitude * Math.cos(2 * Math.PI * (order * revolutions + phase)), 0);
}

/** The signal of conformance/dsp/order.py. */
export function vibration(rotation: Rotation, length: number, rateHz: number, noiseAmplitude = 0, seed = 1): Float32Array {
  const random = congruential(length, seed);
  return Float32Array.from({ length }, (_, i) => noiseAmplitude * (random[i] as number) + vibrationAt(revolutionsAt(rotation, i / rateHz)));
}

/** A smooth pulse of 3.3 V, a tenth of its period wide, over an offset of 0.4 V. */
export function tacho(rotation: Rotation, length: number, rateHz: number, pulsesPerRevolution: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const pulses = pulsesPerRevolution * revolutionsAt(rotation, i / rateHz);
    return 0.4 + 3.3 * Math.exp(20 * (Math.cos(2 * Math.PI * pulses) - 1));
  });
}

/** The true angle at instants spread evenly from the first to the last sample. */
export function trueAngle(rotation: Rotation, length: number, rateHz: number, knots: number) {
  const timesS = Float64Array.from({ length: knots }, (_, k) => ((k / (knots - 1)) * (length - 1)) / rateHz);
  return { timesS, revolutions: timesS.map((t) => revolutionsAt(rotation, t)) };
}
