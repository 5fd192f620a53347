import { InvalidValue } from "@phm/domain";
import { magnitude, type Phasor } from "./phasor.js";
import type { PhaseOrder, SymmetricalComponents } from "./symmetrical-components.js";

/** How far three phase currents are from a balanced system, each a ratio. */
export interface CurrentUnbalance {
  /** |I2/I1|: the unbalance factor of IEC 61000-4-30 and IEC 60034-26, here of the currents. */
  readonly negativeSequenceRatio: number;
  /** Angle of I2/I1, degrees in (-180, 180]; absent where I2 is zero. See {@link shortedPhase} for what it names. */
  readonly negativeSequenceAngleDeg?: number;
  /** |I0/I1|; absent where only two currents were measured. */
  readonly zeroSequenceRatio?: number;
  /** Largest departure of a phase's r.m.s. from the mean of the three, over that mean: the definition of NEMA MG 1 (14.36), here of the currents. */
  readonly nemaRatio: number;
}

/**
 * Unbalance of three phase currents from their symmetrical components, by the two definitions in use.
 * Example: 10, 10 and 13 A r.m.s. at 120° -> negative-sequence ratio 1/11, NEMA 2/11.
 */
export function currentUnbalance({ positive, negative, zero, phaseRms }: SymmetricalComponents): CurrentUnbalance {
  const scale = magnitude(positive);
  const ratio = magnitude(negative) / scale;
  return {
    negativeSequenceRatio: ratio,
    ...(ratio === 0 ? {} : { negativeSequenceAngleDeg: angleBetweenDeg(positive, negative) }),
    ...(zero === undefined ? {} : { zeroSequenceRatio: magnitude(zero) / scale }),
    nemaRatio: nemaUnbalance(phaseRms),
  };
}

function nemaUnbalance(phaseRms: readonly [number, number, number]): number {
  const mean = (phaseRms[0] + phaseRms[1] + phaseRms[2]) / 3;
  return Math.max(...phaseRms.map((rms) => Math.abs(rms - mean))) / mean;
}

function angleBetweenDeg(from: Phasor, to: Phasor): number {
  const angle = (Math.atan2(to.im * from.re - to.re * from.im, to.re * from.re + to.im * from.im) * 180) / Math.PI;
  return angle === -180 ? 180 : angle;
}

/** Middle of the angles by which the current of shorted turns leads the phase current: 10° at full load to 90° idle. */
const SHORT_LEADS_DEG = 50;

/**
 * The phase whose turns are shorted, from the angle of I2/I1. More current in phase a, b or c by the same complex factor turns I2/I1 to
 * 0°, 120° or -120° plus the factor's angle. The loop of shorted turns is resistive: its current is in phase with the phase voltage, so it
 * leads the phase current by about the power-factor angle, 10° at full load to 90° idle, and each phase owns the sector of ±60° about
 * 50°, 170° and -70°. A supply unbalance or a bad contact also has an angle: the name means something only where a short is what is seen.
 * @param angleDeg `negativeSequenceAngleDeg`, any finite angle
 * @returns the phase in the naming of the channels, whatever the phase order
 * @throws InvalidValue when the angle is not finite
 */
export function shortedPhase(angleDeg: number, phaseOrder: PhaseOrder): "a" | "b" | "c" {
  if (!Number.isFinite(angleDeg)) throw new InvalidValue("angleDeg", angleDeg, "finite");
  const sector = ((Math.round((angleDeg - SHORT_LEADS_DEG) / 120) % 3) + 3) % 3;
  return ((phaseOrder === "abc" ? ["a", "b", "c"] : ["a", "c", "b"]) as ("a" | "b" | "c")[])[sector] as "a" | "b" | "c";
}
