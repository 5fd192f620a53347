import { float32Bytes, type TwinService, unitCodec } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { FeaturesMetrics } from "../metrics.js";
import type { TwinShelf } from "../twin/twin-shelf.js";
import { baselineFromWire, lineToWire, resonanceToWire } from "../twin/twin-to-wire.js";

type GetTwin = MethodHandler<(typeof TwinService)["method"]["getTwin"]>;

/** The model of a machine fitted to its own recordings. */
export function getTwin(twins: TwinShelf, metrics: FeaturesMetrics): GetTwin {
  return async ({ baseline }) => {
    const { unit, twin, firstNs, lastNs } = await metrics.timeAnalysis("twin", () => twins.get(baselineFromWire(baseline)));
    const { noise, lines, resonance, error, recordings, sampleRateHz, shaftHz } = twin;
    return {
      unit: unitCodec.toWire(unit),
      sampleRateHz,
      speedRpm: shaftHz * 60,
      lines: lines.map(lineToWire),
      noiseStepHz: noise.stepHz,
      noiseDensity: float32Bytes(Float32Array.from(noise.density)),
      noiseHighDensity: float32Bytes(Float32Array.from(noise.highDensity)),
      resonance: resonanceToWire(resonance),
      recordings,
      firstNs,
      lastNs,
      error,
    };
  };
}
