import { InvalidValue } from "@phm/domain";
import { type InsufficientData, insufficientData, isInsufficient } from "../signal/insufficient-data.js";
import { magnitude, type Phasor, tonePhasor } from "./phasor.js";

/** Samples of the phase currents on one time axis. Where only two are measured the third follows from a sum of zero (no neutral). */
export interface PhaseCurrents {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly c?: Float32Array;
}

/** The order in which the currents pass their maxima: as named, or with b and c exchanged. */
export type PhaseOrder = "abc" | "acb";

/** Three phase currents at the fundamental as a forward, a backward and an in-phase system (Fortescue 1918), each phasor that of phase a. */
export interface SymmetricalComponents {
  /** The system that turns with the field: the larger one. */
  readonly positive: Phasor;
  readonly negative: Phasor;
  /** Absent where the third current was derived: it was then taken to be zero. */
  readonly zero?: Phasor;
  readonly phaseOrder: PhaseOrder;
  /** R.m.s. of the fundamental of a, b and c. */
  readonly phaseRms: readonly [a: number, b: number, c: number];
}

/**
 * Symmetrical components of three phase currents, or of two with a sum of zero: I1 = (Ia + αIb + α²Ic)/3, I2 = (Ia + α²Ib + αIc)/3,
 * I0 = (Ia + Ib + Ic)/3 with α = exp(i·120°), for the order a-b-c. Where the currents follow a-c-b (I2 would be the larger), b and c change
 * places and `phaseOrder` says so. Phasors are r.m.s., in the unit of the samples.
 * @param fundamentalHz as measured, e.g. by `currentFundamental`
 * @returns insufficientData where the record holds fewer than 6 periods, the frequency is not below Nyquist, or nothing of the currents turns
 * @throws InvalidValue when the channels differ in length, or as `tonePhasor`
 * Invariants: the phasors of the phases add up again from the components; a gain of all sensors scales all components.
 */
export function symmetricalComponents(
  currents: PhaseCurrents,
  sampleRateHz: number,
  fundamentalHz: number,
): SymmetricalComponents | InsufficientData {
  requireSameLength(currents);
  const phasorOf = (samples: Float32Array) => tonePhasor(samples, sampleRateHz, fundamentalHz);
  const a = phasorOf(currents.a);
  const b = phasorOf(currents.b);
  if (isInsufficient(a)) return a;
  if (isInsufficient(b)) return b;
  const c = currents.c === undefined ? { re: -a.re - b.re, im: -a.im - b.im } : phasorOf(currents.c);
  if (isInsufficient(c)) return c;
  const forward = third(a, turned(b, 1), turned(c, -1));
  const backward = third(a, turned(b, -1), turned(c, 1));
  if (Math.max(magnitude(forward), magnitude(backward)) <= FLOAT32_STEP * largestOf(currents)) {
    return insufficientData("the currents have no rotating part at the fundamental");
  }
  const reversed = magnitude(backward) > magnitude(forward);
  return {
    positive: reversed ? backward : forward,
    negative: reversed ? forward : backward,
    ...(currents.c === undefined ? {} : { zero: third(a, b, c) }),
    phaseOrder: reversed ? "acb" : "abc",
    phaseRms: [magnitude(a), magnitude(b), magnitude(c)],
  };
}

/** @throws InvalidValue when b or c holds another number of samples than a */
export function requireSameLength({ a, b, c }: PhaseCurrents): void {
  if (b.length !== a.length) throw new InvalidValue("b.length", b.length, `${a.length}, as a.length`, "mismatched_lengths");
  if (c !== undefined && c.length !== a.length)
    throw new InvalidValue("c.length", c.length, `${a.length}, as a.length`, "mismatched_lengths");
}

/** Relative distance of two float32 numbers: what is smaller than this part of the samples is their rounding. */
const FLOAT32_STEP = 2 ** -23;

function largestOf({ a, b, c }: PhaseCurrents): number {
  let largest = 0;
  for (const samples of c === undefined ? [a, b] : [a, b, c]) {
    for (let i = 0; i < samples.length; i++) largest = Math.max(largest, Math.abs(samples[i] as number));
  }
  return largest;
}

const COS_120 = -0.5;
const SIN_120 = Math.sqrt(3) / 2;

/** Times exp(±i·120°). */
function turned({ re, im }: Phasor, sign: 1 | -1): Phasor {
  const sin = sign * SIN_120;
  return { re: re * COS_120 - im * sin, im: re * sin + im * COS_120 };
}

function third(a: Phasor, b: Phasor, c: Phasor): Phasor {
  return { re: (a.re + b.re + c.re) / 3, im: (a.im + b.im + c.im) / 3 };
}
