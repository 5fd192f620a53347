import { assetRefFromWire, type BaselineMessage, float32Bytes } from "@phm/contracts";
import type { Look, MachineTwin, Resonance } from "@phm/twin";
import { axisPart } from "../analysis/axis-part.js";
import type { ArchiveRange } from "../analysis/waveform-archive.js";

/** Lines of a trial's spectra: a picture, not data to compute with. */
const LOOK_LINES = 2_048;

/** @throws InvalidValue naming the field that is missing or malformed */
export function baselineFromWire(baseline: BaselineMessage | undefined): ArchiveRange {
  return {
    ref: assetRefFromWire(baseline?.ref),
    point: baseline?.point ?? "",
    fromNs: baseline?.fromNs ?? 0n,
    toNs: baseline?.toNs ?? 0n,
  };
}

export function lineToWire({ by, at, ...amplitudes }: MachineTwin["lines"][number]) {
  return { at: by === "order" ? { case: "order" as const, value: at } : { case: "hz" as const, value: at }, ...amplitudes };
}

export function resonanceToWire({ naturalHz, dampingRatio, from }: Resonance) {
  return { naturalHz, dampingRatio, isMeasured: from === "noise" };
}

export function lookToWire({ spectrum, envelopeSpectrum, statistics, strikeOverNoiseDb }: Look) {
  const { step, values, pooledLines } = axisPart(
    { step: spectrum.resolutionHz, values: spectrum.amplitude },
    { from: 0, to: 0, maxLines: LOOK_LINES },
  );
  return {
    axisStepHz: step,
    pooledLines,
    spectrum: float32Bytes(values),
    envelopeStepHz: envelopeSpectrum.resolutionHz,
    envelopeSpectrum: float32Bytes(envelopeSpectrum.amplitude),
    rms: statistics.rms,
    peak: statistics.peak,
    // Noise is never constant.
    kurtosis: statistics.kurtosis as number,
    strikeOverNoiseDb,
  };
}
