import type { Acquisition, TimeNs } from "@phm/domain";
import { amplitudeSpectrum, cepstrum, type FrequencyBand, floorFastLength, isInsufficient, type SpectralWindow, welchPsd } from "@phm/dsp";
import type { AnalysisKind } from "./analysis-kind.js";
import { type AxisPart, axisPart } from "./axis-part.js";
import { channelWaveform } from "./channel-waveform.js";
import { type Demodulation, demodulatedSpectrum, whitenedSpectrum } from "./demodulated-spectrum.js";
import { NotComputable } from "./not-computable.js";
import { orderAnalysis } from "./order-analysis.js";
import type { ShaftFacts, WholeSpectrum } from "./whole-spectrum.js";

export interface SpectrumTask {
  /** An encoded acquisition. */
  readonly payload: Uint8Array;
  readonly point: string;
  readonly kind: AnalysisKind;
  readonly window: SpectralWindow;
  /** For the envelope kinds. */
  readonly demodulation: Demodulation;
  /** The part of the axis; 0 to 0 is all. */
  readonly from: number;
  readonly to: number;
  readonly maxLines: number;
}

export interface SpectrumAnalysis extends AxisPart {
  readonly timeNs: TimeNs;
  readonly speedRpm?: number;
  readonly axisUnit: string;
  readonly valueUnit: string;
  /** For the envelope kinds: what was demodulated. */
  readonly band?: FrequencyBand;
  /** For the order spectrum. */
  readonly shaft?: ShaftFacts;
}

/** Samples in a segment of a PSD: half a second to a second at usual sample rates. */
const PSD_SEGMENT = 16_384;

/** @throws NotComputable when the acquisition does not carry the analysis; InvalidValue when it cannot be read or a band is wrong */
export function computeAnalysis(task: SpectrumTask): SpectrumAnalysis {
  const { acquisition, unit, samples } = channelWaveform(task.payload, task.point);
  const { speedRpm, startTimeNs } = acquisition;
  const length = floorFastLength(samples.length);
  if (length === undefined) throw new NotComputable("failed_precondition", `${samples.length} samples are too few for a spectrum`);
  const whole = wholeSpectrum(task, acquisition, samples.subarray(0, length), unit);
  const { axisUnit, valueUnit, band, shaft } = whole;
  return {
    timeNs: startTimeNs,
    ...(speedRpm === undefined ? {} : { speedRpm }),
    axisUnit,
    valueUnit,
    ...(band ? { band } : {}),
    ...(shaft ? { shaft } : {}),
    ...axisPart(whole, task),
  };
}

/** @param samples of a fast length */
function wholeSpectrum(
  { kind, window, demodulation }: SpectrumTask,
  acquisition: Acquisition,
  samples: Float32Array,
  unit: string,
): WholeSpectrum {
  const { sampleRateHz } = acquisition;
  switch (kind) {
    case "amplitude": {
      const { resolutionHz, amplitude } = amplitudeSpectrum(samples, sampleRateHz, { window, detrend: "mean" });
      return { step: resolutionHz, values: amplitude, axisUnit: "Hz", valueUnit: unit };
    }
    case "psd": {
      const segmentLength = Math.min(PSD_SEGMENT, samples.length);
      const { resolutionHz, density } = welchPsd(samples, sampleRateHz, { window, segmentLength });
      return { step: resolutionHz, values: density, axisUnit: "Hz", valueUnit: `(${unit})²/Hz` };
    }
    case "envelope":
      return demodulatedSpectrum(samples, sampleRateHz, unit, { window, demodulation });
    case "whitened_envelope":
      return whitenedSpectrum(samples, sampleRateHz, demodulation);
    case "cepstrum": {
      const result = cepstrum(samples, sampleRateHz, { window });
      if (isInsufficient(result)) throw new NotComputable("failed_precondition", result.insufficientData);
      return { step: result.quefrencyStepS, values: result.values, axisUnit: "s", valueUnit: "1" };
    }
    case "order":
      return orderAnalysis(acquisition, samples, unit, window);
  }
}
