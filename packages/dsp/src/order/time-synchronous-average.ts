import { InvalidValue } from "@phm/domain";
import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSamples } from "../signal/signal-checks.js";
import type { AngularWaveform } from "./angular-resample.js";

/** What repeats with the shaft, and what does not. */
export interface SynchronousAverage {
  /** One period, by angle. */
  readonly average: Float32Array;
  /** The whole periods less the average: bearings, other shafts, noise. */
  readonly residual: Float32Array;
  /** Periods averaged: what does not repeat is left in the average at 1 / sqrt(periods) of its r.m.s. */
  readonly periods: number;
  /** Mean square of the average over that of the whole periods: 1 where everything repeats, absent where there is no signal. */
  readonly synchronousRatio?: number;
}

const work = new DoubleScratchBuffer();

/**
 * Time-synchronous average: the mean of a waveform by angle over periods of whole revolutions, with the residual (McFadden, Mech. Syst.
 * Signal Process. 1, 1987).
 * @param revolutionsPerPeriod default 1; for the whole cycle of two shafts geared p:q, q revolutions of this one
 * @returns insufficientData on fewer than 2 whole periods
 * @throws InvalidValue on a sample that is not finite or a period that is not an integer of at least 1
 * Invariant: the average of the residual is 0, and the mean squares of average and residual add up to that of the whole periods.
 */
export function timeSynchronousAverage(waveform: AngularWaveform, revolutionsPerPeriod = 1): SynchronousAverage | InsufficientData {
  const { samples, samplesPerRevolution } = waveform;
  requireSamples(samples, 1);
  if (!(Number.isInteger(revolutionsPerPeriod) && revolutionsPerPeriod >= 1)) {
    throw new InvalidValue("revolutionsPerPeriod", revolutionsPerPeriod, "an integer of at least 1");
  }
  const length = revolutionsPerPeriod * samplesPerRevolution;
  const periods = Math.floor(samples.length / length);
  if (periods < 2) return insufficientData(`${periods} periods of ${revolutionsPerPeriod} revolutions are fewer than 2`);
  const mean = work.take(length).fill(0);
  for (let i = 0; i < periods * length; i++) mean[i % length] = (mean[i % length] as number) + (samples[i] as number) / periods;
  const residual = new Float32Array(periods * length);
  let [synchronous, total] = [0, 0];
  for (let i = 0; i < residual.length; i++) {
    const value = samples[i] as number;
    const repeated = mean[i % length] as number;
    residual[i] = value - repeated;
    synchronous += repeated * repeated;
    total += value * value;
  }
  const result = { average: new Float32Array(mean), residual, periods };
  return total > 0 ? { ...result, synchronousRatio: synchronous / total } : result;
}
