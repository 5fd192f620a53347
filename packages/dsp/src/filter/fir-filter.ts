import { InvalidValue } from "@phm/domain";
import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSamples } from "../signal/signal-checks.js";
import type { FirFilter } from "./fir-design.js";
import { writeOddExtension } from "./odd-extension.js";
import { blockLength, overlapSave } from "./overlap-save.js";

/**
 * `causal`: the output at a sample depends on it and those before it, zeros before the record (`scipy.signal.lfilter`); a symmetric filter
 * delays by (taps - 1) / 2 samples. `centred`: that delay is taken away, and the record is continued by odd reflection.
 */
export type FirAlignment = "causal" | "centred";

/** Up to here the sum itself is faster than the way through the spectrum. */
const MAX_DIRECT_TAPS = 32;

const work = new DoubleScratchBuffer();

/**
 * Filters a waveform; same length and unit as the samples. Short filters by the sum in float64, long ones by overlap-save with the
 * float32 transform (relative error about 1e-6 of the largest value).
 * @param alignment default `centred`, which needs an odd number of taps
 * @returns insufficientData when `centred` and the samples are not more than half the taps
 * @throws InvalidValue on an empty waveform, a sample that is not finite, or an even number of taps with `centred`
 */
export function firFilter(filter: FirFilter, samples: Float32Array, alignment: FirAlignment = "centred"): Float32Array | InsufficientData {
  requireSamples(samples, 1);
  const { taps } = filter;
  const extended = work.take(samples.length + taps.length - 1);
  if (alignment === "centred") {
    if (taps.length % 2 === 0) throw new InvalidValue("filter.taps.length", taps.length, "odd to be centred");
    const half = (taps.length - 1) / 2;
    if (samples.length <= half) return insufficientData(`${samples.length} samples are not more than half of ${taps.length} taps`);
    writeOddExtension(samples, half, extended);
  } else {
    extended.fill(0, 0, taps.length - 1);
    extended.set(samples, taps.length - 1);
  }
  const result = new Float32Array(samples.length);
  if (taps.length <= MAX_DIRECT_TAPS || blockLength(taps.length) === undefined) sumDirectly(extended, taps, result);
  else overlapSave(extended, taps, result);
  return result;
}

/** result[n] = sum of taps[k] · extended[n + taps - 1 - k]: only where the filter lies wholly inside. */
function sumDirectly(extended: Float64Array, taps: Float64Array, result: Float32Array): void {
  const last = taps.length - 1;
  for (let n = 0; n < result.length; n++) {
    let sum = 0;
    for (let k = 0; k <= last; k++) sum += (taps[k] as number) * (extended[n + last - k] as number);
    result[n] = sum;
  }
}
