import type { Acquisition } from "@phm/domain";
import { angularResample, isInsufficient, orderSpectrum, type SpectralWindow } from "@phm/dsp";
import { NotComputable } from "./not-computable.js";
import { shaftAngleOf } from "./shaft-angle.js";
import type { WholeSpectrum } from "./whole-spectrum.js";

/** Orders up to this share of the samples of a revolution have their true level. */
const TRUE_LEVEL_RATIO = 0.4;
const MIN_PER_REVOLUTION = 64;
const MAX_PER_REVOLUTION = 65_536;
/** Of all samples by angle: what one transform takes easily. */
const MAX_SAMPLES = 2 ** 22;

/** Amplitude over orders of the shaft, up to the highest order whose level is true. */
export function orderAnalysis(acquisition: Acquisition, samples: Float32Array, unit: string, window: SpectralWindow): WholeSpectrum {
  const { sampleRateHz } = acquisition;
  const { angle, source } = shaftAngleOf(acquisition, samples);
  const revolutions = (angle.revolutions.at(-1) as number) - (angle.revolutions[0] as number);
  const perRevolution = samplesPerRevolution(samples.length / revolutions, revolutions);
  const byAngle = angularResample(samples, sampleRateHz, angle, perRevolution);
  const spectrum = isInsufficient(byAngle) ? byAngle : orderSpectrum(byAngle, { window });
  if (isInsufficient(byAngle) || isInsufficient(spectrum)) throw new NotComputable("failed_precondition", insufficiency(byAngle, spectrum));
  const { amplitude, resolutionOrders } = spectrum;
  const highestOrder = TRUE_LEVEL_RATIO * Math.min(perRevolution, sampleRateHz / byAngle.meanSpeedHz);
  return {
    step: resolutionOrders,
    values: amplitude.subarray(0, Math.floor(highestOrder / resolutionOrders) + 1),
    axisUnit: "1",
    valueUnit: unit,
    shaft: { meanSpeedRpm: byAngle.meanSpeedHz * 60, source },
  };
}

/** A power of two that keeps every order of the record, as far as the length of the transform allows. */
function samplesPerRevolution(recorded: number, revolutions: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(recorded));
  const possible = 2 ** Math.floor(Math.log2(MAX_SAMPLES / revolutions));
  return Math.max(MIN_PER_REVOLUTION, Math.min(wanted, possible, MAX_PER_REVOLUTION));
}

function insufficiency(...results: readonly unknown[]): string {
  return results.find(isInsufficient)?.insufficientData ?? "";
}
