import {
  analysisKindCodec,
  analysisWindowCodec,
  assetRefFromWire,
  type ComputeSpectrumRequest,
  type FeatureService,
  float32Bytes,
  shaftAngleSourceCodec,
} from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { Demodulation } from "../analysis/demodulated-spectrum.js";
import type { WaveformArchive } from "../analysis/waveform-archive.js";
import type { FeaturesMetrics } from "../metrics.js";
import type { ComputePool } from "../workers/compute-pool.js";
import { axisRange, within } from "./analysis-limits.js";

const LINES = { min: 16, max: 65_536, fallback: 8_192 };

type ComputeSpectrum = MethodHandler<(typeof FeatureService)["method"]["computeSpectrum"]>;

/** A spectrum of any acquisition in the waveform archive, computed by a worker. */
export function computeSpectrum(archive: WaveformArchive, pool: ComputePool, metrics: FeaturesMetrics): ComputeSpectrum {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    const options = {
      point: request.point,
      kind: analysisKindCodec.fromWire(request.kind, "kind"),
      window: request.window === 0 ? ("hann" as const) : analysisWindowCodec.fromWire(request.window, "window"),
      demodulation: demodulationOf(request.demodulation),
      maxLines: within("max_lines", request.maxLines, LINES),
      ...axisRange(request.from, request.to, { from: "from", to: "to" }),
    };
    return metrics.timeAnalysis("spectrum", async () => {
      const payload = await archive.get(ref, request.acquisition);
      const analysis = await pool.run("spectrum", { payload, ...options });
      const { timeNs, speedRpm, axisUnit, valueUnit, start, step, values, pooledLines, band, shaft } = analysis;
      const spectrum = {
        kind: request.kind,
        axisUnit,
        axisStart: start,
        axisStep: step,
        values: float32Bytes(values),
        valueUnit,
        pooledLines,
        ...(band ? { band } : {}),
        ...(shaft ? { meanSpeedRpm: shaft.meanSpeedRpm, shaftAngleSource: shaftAngleSourceCodec.toWire(shaft.source) } : {}),
      };
      return { timeNs, spectrum, ...(speedRpm === undefined ? {} : { speedRpm }) };
    });
  };
}

function demodulationOf(choice: ComputeSpectrumRequest["demodulation"]): Demodulation {
  switch (choice.case) {
    case "band":
      return { lowHz: choice.value.lowHz, highHz: choice.value.highHz };
    case "byKurtogram":
      return choice.value ? "kurtogram" : "default";
    default:
      return "default";
  }
}
