import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSamples } from "../signal/signal-checks.js";
import { writeOddExtension } from "./odd-extension.js";
import type { SecondOrderSections } from "./second-order-sections.js";
import { runSections, settle } from "./sos-filter.js";

const work = new DoubleScratchBuffer();
const states = new DoubleScratchBuffer();

/**
 * Filters forward and backward, so that nothing is delayed (`scipy.signal.sosfiltfilt` with its default odd padding). The gain is that of
 * the filter squared: -6 dB at a Butterworth edge. Each pass starts in the steady state of its first value.
 * @returns insufficientData when the samples are not more than the padding, 3 × (order + 1) of all sections together
 * @throws InvalidValue on an empty waveform or a sample that is not finite
 */
export function zeroPhaseSosFilter(filter: SecondOrderSections, samples: Float32Array): Float32Array | InsufficientData {
  requireSamples(samples, 1);
  const pad = paddingOf(filter);
  if (samples.length <= pad) return insufficientData(`${samples.length} samples are not more than the padding of ${pad}`);
  const extended = work.take(samples.length + 2 * pad);
  writeOddExtension(samples, pad, extended);
  const state = states.take(2 * filter.sections.length);
  for (let pass = 0; pass < 2; pass++) {
    settle(filter, extended[0] as number, state);
    runSections(filter, extended, state);
    extended.reverse();
  }
  return new Float32Array(extended.subarray(pad, pad + samples.length));
}

/** SciPy's rule: three times the length of the filter as one polynomial, where a pole and zero at 0 that cancel do not count. */
function paddingOf({ sections }: SecondOrderSections): number {
  const zerosAtOrigin = sections.filter(({ b2 }) => b2 === 0).length;
  const polesAtOrigin = sections.filter(({ a2 }) => a2 === 0).length;
  return 3 * (2 * sections.length + 1 - Math.min(zerosAtOrigin, polesAtOrigin));
}
