import { InvalidValue } from "@phm/domain";
import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { requireSamples } from "../signal/signal-checks.js";
import type { SecondOrderSections } from "./second-order-sections.js";

/** What a filter remembers between two blocks: two values per section (direct form II, transposed). */
export type SosState = Float64Array;

const work = new DoubleScratchBuffer();

/** The state of a filter that has seen nothing but zeros. */
export function sosRestState(filter: SecondOrderSections): SosState {
  return new Float64Array(2 * filter.sections.length);
}

/** The state of a filter that has seen `value` for ever: started with it, a constant passes without a transient (`scipy.signal.sosfilt_zi`). */
export function sosSteadyState(filter: SecondOrderSections, value: number): SosState {
  const state = sosRestState(filter);
  settle(filter, value, state);
  return state;
}

/**
 * Filters one block causally, float64 inside. Same length and unit as the samples.
 * @param state of this filter and channel, from {@link sosRestState} or {@link sosSteadyState}; it is moved on, so that blocks
 *   filtered one after the other give what one long block would. Default: at rest, for this block alone.
 * @throws InvalidValue on a sample that is not finite or a state of another filter
 */
export function sosFilter(filter: SecondOrderSections, samples: Float32Array, state: SosState = sosRestState(filter)): Float32Array {
  requireSamples(samples, 1);
  const expected = 2 * filter.sections.length;
  if (state.length !== expected) throw new InvalidValue("state.length", state.length, `${expected} for ${filter.sections.length} sections`);
  const values = work.take(samples.length);
  values.set(samples);
  runSections(filter, values, state);
  return new Float32Array(values);
}

/** The filter over a whole buffer, in place; section by section, so that coefficients and state stay in registers. */
export function runSections(filter: SecondOrderSections, values: Float64Array, state: SosState): void {
  for (const [index, { b0, b1, b2, a1, a2 }] of filter.sections.entries()) {
    let s1 = state[2 * index] as number;
    let s2 = state[2 * index + 1] as number;
    for (let i = 0; i < values.length; i++) {
      const x = values[i] as number;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      values[i] = y;
    }
    state[2 * index] = s1;
    state[2 * index + 1] = s2;
  }
}

/** Writes the steady state for a constant input of `value`. */
export function settle(filter: SecondOrderSections, value: number, state: SosState): void {
  let x = value;
  for (const [index, { b0, b1, b2, a1, a2 }] of filter.sections.entries()) {
    const y = (x * (b0 + b1 + b2)) / (1 + a1 + a2);
    state[2 * index] = y - b0 * x;
    state[2 * index + 1] = b2 * x - a2 * y;
    x = y;
  }
}
