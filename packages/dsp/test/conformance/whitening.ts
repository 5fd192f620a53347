import { whitenedEnvelopeSpectra } from "../../src/index.js";
import { goldenSignal } from "../signals.js";
import type { ConformanceRow } from "./conformance-row.js";
import { deviationOf, FLOAT32_LIMIT, type Measured, pick, rowsOf } from "./deviation.js";
import type { GoldenCase, GoldenFile } from "./golden-file.js";

interface Input {
  readonly length: number;
  readonly sampleRateHz: number;
  readonly seed: number;
  readonly lowHz: number;
  readonly at: readonly number[];
}

interface Expected {
  readonly lines: number;
  readonly amplitude: readonly number[];
  readonly largest: number;
}

function measured(one: GoldenCase): Measured {
  const { length, sampleRateHz, seed, lowHz, at } = one.input as Input;
  const { lines, amplitude, largest } = one.expected as Expected;
  const spectrum = whitenedEnvelopeSpectra(goldenSignal(length, sampleRateHz, seed), sampleRateHz).find((band) => band.lowHz === lowHz);
  const deviation = deviationOf(pick(spectrum?.amplitude ?? [], at), amplitude, largest);
  return [
    { what: "modulation", deviation, limit: FLOAT32_LIMIT },
    { what: "number of lines", deviation: deviationOf([spectrum?.amplitude.length], [lines]), limit: FLOAT32_LIMIT },
  ];
}

export const rows = (golden: GoldenFile): readonly ConformanceRow[] => rowsOf(golden, { whitenedEnvelopeSpectra: measured });
