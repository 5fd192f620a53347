import type { Unit } from "@phm/domain";
import { amplitudeSpectrum, floorFastLength, type SpectralWindow } from "@phm/dsp";
import { channelWaveform } from "./channel-waveform.js";
import { NotComputable } from "./not-computable.js";

export interface WaterfallRowTask {
  /** An encoded acquisition. */
  readonly payload: Uint8Array;
  readonly point: string;
  readonly window: SpectralWindow;
  readonly fromHz: number;
  /** 0: the Nyquist frequency. */
  readonly toHz: number;
  readonly lines: number;
}

export interface WaterfallRow {
  readonly unit: Unit;
  readonly speedRpm?: number;
  /** The upper end that was used. */
  readonly toHz: number;
  /** Peak amplitude in each of `lines` even steps from `fromHz` to `toHz`; NaN beyond Nyquist. */
  readonly values: Float32Array;
}

/**
 * A spectrum on a given grid, so that rows of other lengths and sample rates lie below one another. A step that holds several lines
 * shows the greatest; one that holds none, the line nearest to its middle.
 * @throws NotComputable, InvalidValue
 */
export function computeRow({ payload, point, window, fromHz, toHz, lines }: WaterfallRowTask): WaterfallRow {
  const { acquisition, unit, samples } = channelWaveform(payload, point);
  const { sampleRateHz, speedRpm } = acquisition;
  const length = floorFastLength(samples.length);
  if (length === undefined) throw new NotComputable("failed_precondition", `${samples.length} samples are too few for a spectrum`);
  const { resolutionHz, amplitude } = amplitudeSpectrum(samples.subarray(0, length), sampleRateHz, { window, detrend: "mean" });
  const endHz = toHz > 0 ? toHz : sampleRateHz / 2;
  const stepHz = (endHz - fromHz) / lines;
  const values = Float32Array.from({ length: lines }, (_, i) =>
    greatestWithin(amplitude, (fromHz + i * stepHz) / resolutionHz, (fromHz + (i + 1) * stepHz) / resolutionHz),
  );
  return { unit, ...(speedRpm === undefined ? {} : { speedRpm }), toHz: endHz, values };
}

function greatestWithin(amplitude: Float32Array, begin: number, end: number): number {
  const first = Math.ceil(begin - 1e-9);
  const last = Math.min(amplitude.length, Math.ceil(end - 1e-9)) - 1;
  if (last < first) return amplitude[Math.round((begin + end) / 2)] ?? Number.NaN;
  let greatest = amplitude[first] as number;
  for (let k = first + 1; k <= last; k++) greatest = Math.max(greatest, amplitude[k] as number);
  return greatest;
}
