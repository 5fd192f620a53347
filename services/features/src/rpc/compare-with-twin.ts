import { float32Bytes, type TwinService, unitCodec } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import { axisPart } from "../analysis/axis-part.js";
import type { WaveformArchive } from "../analysis/waveform-archive.js";
import type { FeaturesMetrics } from "../metrics.js";
import type { TwinShelf } from "../twin/twin-shelf.js";
import { baselineFromWire } from "../twin/twin-to-wire.js";
import type { ComputePool } from "../workers/compute-pool.js";
import { within } from "./analysis-limits.js";

const LINES = { min: 16, max: 8_192, fallback: 2_048 };

type CompareWithTwin = MethodHandler<(typeof TwinService)["method"]["compareWithTwin"]>;

/** An acquisition beside what the twin expects at its speed. */
export function compareWithTwin(archive: WaveformArchive, twins: TwinShelf, pool: ComputePool, metrics: FeaturesMetrics): CompareWithTwin {
  return async (request) => {
    const baseline = baselineFromWire(request.baseline);
    const maxLines = within("max_lines", request.maxLines, LINES);
    return metrics.timeAnalysis("twin", async () => {
      const [fitted, payload] = await Promise.all([twins.get(baseline), archive.get(baseline.ref, request.acquisition)]);
      const { unit, twin } = fitted;
      const compared = await pool.run("compareWithTwin", { fitted, payload, point: baseline.point });
      const { timeNs, speedRpm, resolutionHz, measured, expected, limit, unexpected, bands } = compared;
      const part = (values: Float32Array) => axisPart({ step: resolutionHz, values }, { from: 0, to: 0, maxLines });
      const shown = part(measured);
      return {
        timeNs,
        unit: unitCodec.toWire(unit),
        speedRpm,
        axisStepHz: shown.step,
        pooledLines: shown.pooledLines,
        measured: float32Bytes(shown.values),
        expected: float32Bytes(part(expected).values),
        limit: float32Bytes(part(limit).values),
        unexpected: [...unexpected],
        bands: [...bands],
        error: twin.error,
      };
    });
  };
}
