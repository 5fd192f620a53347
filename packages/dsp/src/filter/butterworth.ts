import { InvalidValue } from "@phm/domain";
import { analogBandPass, analogBandStop, analogHighPass, analogLowPass, type PolesAndZeros } from "./analog-butterworth.js";
import { type Complex, complex, magnitude, minus, over, plus } from "./complex.js";
import { type FilterShape, requireFilterShape } from "./filter-shape.js";
import { pairSections } from "./pair-sections.js";
import type { SecondOrderSections } from "./second-order-sections.js";

/** Beyond it the transition is steeper than any rule of vibration analysis asks for, and the filter rings longer than most records. */
export const MAX_BUTTERWORTH_ORDER = 12;

/** Rate at which the bilinear transform works: frequencies are relative to Nyquist = 1. */
const BILINEAR = 4;

/**
 * Butterworth filter as second-order sections: the same design as `scipy.signal.butter(order, …, output="sos")`. Bilinear transform with
 * pre-warped edges, so that the gain is exactly 1/sqrt 2 (-3.01 dB) at each edge; the pass-band has no ripple.
 * @param order of the low-pass prototype, 1 to {@link MAX_BUTTERWORTH_ORDER}: a slope of 6 dB per octave each. A band has 2 × order poles.
 * @throws InvalidValue unless every edge lies strictly between 0 Hz and Nyquist
 * Source: Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., 7.2 and appendix B.
 * Example: order 2, low pass at a quarter of the sample rate -> b 0.2929, 0.5858, 0.2929; a 1, 0, 0.1716.
 */
export function butterworthSections(order: number, shape: FilterShape, sampleRateHz: number): SecondOrderSections {
  if (!(Number.isInteger(order) && order >= 1 && order <= MAX_BUTTERWORTH_ORDER)) {
    throw new InvalidValue("order", order, `an integer from 1 to ${MAX_BUTTERWORTH_ORDER}`);
  }
  requireFilterShape(shape, sampleRateHz);
  const { filter, unitGainAt } = analog(order, shape, sampleRateHz);
  const digital = bilinear(filter);
  const gain = distances(unitGainAt, digital.poles) / distances(unitGainAt, digital.zeros);
  const [first, ...others] = pairSections(digital);
  if (first === undefined) throw new RangeError("a filter has at least one section");
  const scaled = { ...first, b0: gain * first.b0, b1: gain * first.b1, b2: gain * first.b2 };
  return { sampleRateHz, sections: [scaled, ...others] };
}

/** The analog filter at pre-warped edges, and the point of the unit circle where its digital form has gain 1. */
function analog(order: number, shape: FilterShape, sampleRateHz: number): { filter: PolesAndZeros; unitGainAt: Complex } {
  const warped = (edgeHz: number) => BILINEAR * Math.tan((Math.PI * edgeHz) / sampleRateHz);
  if ("cutoffHz" in shape) {
    const cutoff = warped(shape.cutoffHz);
    return shape.kind === "low_pass"
      ? { filter: analogLowPass(order, cutoff), unitGainAt: complex(1) }
      : { filter: analogHighPass(order, cutoff), unitGainAt: complex(-1) };
  }
  const [low, high] = [warped(shape.lowHz), warped(shape.highHz)];
  if (shape.kind === "band_stop") return { filter: analogBandStop(order, low, high), unitGainAt: complex(1) };
  return { filter: analogBandPass(order, low, high), unitGainAt: toDigital(complex(0, Math.sqrt(low * high))) };
}

/** Zeros at infinity arrive at -1. */
function bilinear({ poles, zeros }: PolesAndZeros): PolesAndZeros {
  const degree = (values: readonly Complex[]) => values.reduce((sum, value) => sum + (value.im === 0 ? 1 : 2), 0);
  const atInfinity = Array.from({ length: degree(poles) - degree(zeros) }, () => complex(-1));
  return { poles: poles.map(toDigital), zeros: [...zeros.map(toDigital), ...atInfinity] };
}

function toDigital(s: Complex): Complex {
  return over(plus(complex(BILINEAR), s), minus(complex(BILINEAR), s));
}

/** Product of the distances from a point of the unit circle to all roots, conjugates included. */
function distances(point: Complex, roots: readonly Complex[]): number {
  return roots.reduce((product, root) => {
    const distance = magnitude(minus(point, root));
    return product * (root.im === 0 ? distance : distance * magnitude(minus(point, complex(root.re, -root.im))));
  }, 1);
}
