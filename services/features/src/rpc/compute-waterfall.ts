import { analysisWindowCodec, assetRefFromWire, type FeatureService, float32Bytes, unitCodec } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import { computeWaterfall as compute } from "../analysis/waterfall.js";
import type { WaveformArchive } from "../analysis/waveform-archive.js";
import type { FeaturesMetrics } from "../metrics.js";
import type { ComputePool } from "../workers/compute-pool.js";
import { axisRange, within } from "./analysis-limits.js";

const ROWS = { min: 1, max: 200, fallback: 60 };
const LINES = { min: 16, max: 4_096, fallback: 800 };

type ComputeWaterfall = MethodHandler<(typeof FeatureService)["method"]["computeWaterfall"]>;

/** Spectra of the archived acquisitions of a time range, one below the other. */
export function computeWaterfall(archive: WaveformArchive, pool: ComputePool, metrics: FeaturesMetrics): ComputeWaterfall {
  return async (request) => {
    const { point, fromNs, toNs } = request;
    const { from: fromHz, to: toHz } = axisRange(request.fromHz, request.toHz, { from: "from_hz", to: "to_hz" });
    const lines = within("max_lines", request.maxLines, LINES);
    const options = {
      ref: assetRefFromWire(request.ref),
      point,
      fromNs,
      toNs,
      fromHz,
      toHz,
      lines,
      maxRows: within("max_rows", request.maxRows, ROWS),
      window: request.window === 0 ? ("hann" as const) : analysisWindowCodec.fromWire(request.window, "window"),
    };
    const waterfall = await metrics.timeAnalysis("waterfall", () => compute(archive, pool, options));
    const rows = waterfall.rows.map(({ id, timeNs, speedRpm, values }) => {
      return { acquisition: id, timeNs, values: float32Bytes(values), ...(speedRpm === undefined ? {} : { speedRpm }) };
    });
    const [first] = waterfall.rows;
    return {
      axisStartHz: fromHz,
      axisStepHz: (waterfall.toHz - fromHz) / lines,
      lines,
      rows,
      acquisitions: waterfall.acquisitions,
      ...(first ? { unit: unitCodec.toWire(first.unit) } : {}),
    };
  };
}
