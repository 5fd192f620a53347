import { InvalidValue } from "@phm/domain";
import { requirePositive } from "./slip.js";

/**
 * Which fault drives a line beside the fundamental of a stator current. `rotor_bar`: broken bars, (1 ± 2ks)f. `eccentricity`: the rotor
 * frequency, f ± k·fr. `static_slot` and `dynamic_slot`: principal slot harmonics. `bearing`: f ± k·fc.
 */
export type CurrentLineKind = "rotor_bar" | "eccentricity" | "static_slot" | "dynamic_slot" | "bearing";

/** Where a fault shows in the spectrum of a stator current. */
export interface CurrentLine {
  readonly kind: CurrentLineKind;
  /** k of the formula. */
  readonly order: number;
  readonly side: "lower" | "upper";
  readonly frequencyHz: number;
}

/** An induction motor at work: supply as measured, slip as a ratio. */
export interface MotorState {
  readonly fundamentalHz: number;
  readonly slipRatio: number;
}

export interface RotorState extends MotorState {
  readonly polePairs: number;
}

const MAX_ORDER = 100;

/**
 * Sidebands of broken rotor bars, (1 ± 2ks)f for k = 1 to `maxOrder` (Thomson & Fenger 2001).
 * @throws InvalidValue unless f > 0, 0 < s < 1, and `maxOrder` is an integer from 1 to 100
 * Example: 50 Hz at a slip of 0.02, k = 1 -> 48 and 52 Hz.
 */
export function rotorBarLines({ fundamentalHz, slipRatio }: MotorState, maxOrder = 1): readonly CurrentLine[] {
  requireSlip(slipRatio);
  return sidebands("rotor_bar", fundamentalHz, 2 * slipRatio * fundamentalHz, maxOrder);
}

/**
 * Lines of mixed static and dynamic eccentricity at the rotor frequency fr = f(1 - s)/p: f ± k·fr = f(1 ± k(1 - s)/p) for k = 1 to
 * `maxOrder` (Nandi, Toliyat & Li 2005). Any torque that pulses once a turn (imbalance, misalignment) drives the same lines.
 * @throws InvalidValue unless f > 0, 0 < s < 1, p is an integer of at least 1, and `maxOrder` is an integer from 1 to 100
 * Example: 50 Hz, slip 0.02, 2 pole pairs, k = 1 -> 25.5 and 74.5 Hz.
 */
export function eccentricityLines({ fundamentalHz, slipRatio, polePairs }: RotorState, maxOrder = 1): readonly CurrentLine[] {
  return sidebands("eccentricity", fundamentalHz, rotorHz({ fundamentalHz, slipRatio, polePairs }), maxOrder);
}

/**
 * Principal slot harmonics ((R ± d)(1 - s)/p ± v)·f of a rotor with R bars: static eccentricity d = 0, dynamic d = 1, with the supply's
 * time harmonic v = 1 (Nandi, Toliyat & Li 2005). `lower` and `upper` are the signs of v.
 * @param rotorBars R, an integer of at least 2
 * @throws InvalidValue as {@link eccentricityLines}
 * Example: 50 Hz, slip 0.02, 2 pole pairs, 28 bars -> static 636 and 736 Hz.
 */
export function slotHarmonicLines(rotor: RotorState & { readonly rotorBars: number }): readonly CurrentLine[] {
  const { rotorBars, fundamentalHz } = rotor;
  if (!Number.isInteger(rotorBars) || rotorBars < 2) throw new InvalidValue("rotorBars", rotorBars, "an integer of at least 2");
  const turnHz = rotorHz(rotor);
  return [0, -1, 1].flatMap((d) => {
    const slotHz = (rotorBars + d) * turnHz;
    const kind = d === 0 ? "static_slot" : "dynamic_slot";
    return [
      { kind, order: rotorBars + d, side: "lower", frequencyHz: Math.abs(slotHz - fundamentalHz) },
      { kind, order: rotorBars + d, side: "upper", frequencyHz: slotHz + fundamentalHz },
    ] as const;
  });
}

/**
 * Lines |f ± k·fc| of a bearing that modulates the air gap at a characteristic frequency fc, for k = 1 to `maxOrder` (Schoen et al. 1995).
 * @param characteristicHz BPFO, BPFI, BSF or FTF at the shaft's speed
 * @throws InvalidValue unless both frequencies are above 0 and `maxOrder` is an integer from 1 to 100
 * Example: 50 Hz, fc = 88 Hz, k = 1 -> 38 and 138 Hz.
 */
export function bearingCurrentLines(fundamentalHz: number, characteristicHz: number, maxOrder = 1): readonly CurrentLine[] {
  return sidebands("bearing", fundamentalHz, characteristicHz, maxOrder);
}

function rotorHz({ fundamentalHz, slipRatio, polePairs }: RotorState): number {
  requireSlip(slipRatio);
  if (!Number.isInteger(polePairs) || polePairs < 1) throw new InvalidValue("polePairs", polePairs, "an integer of at least 1");
  return (fundamentalHz * (1 - slipRatio)) / polePairs;
}

function requireSlip(slipRatio: number): void {
  if (!(slipRatio > 0 && slipRatio < 1)) throw new InvalidValue("slipRatio", slipRatio, "above 0 and below 1");
}

/** |f ± k·spacing|: what would lie below 0 Hz is seen mirrored at 0 Hz. */
function sidebands(kind: CurrentLineKind, fundamentalHz: number, spacingHz: number, maxOrder: number): readonly CurrentLine[] {
  requirePositive("fundamentalHz", fundamentalHz);
  requirePositive("characteristicHz", spacingHz);
  if (!(Number.isInteger(maxOrder) && maxOrder >= 1 && maxOrder <= MAX_ORDER)) {
    throw new InvalidValue("maxOrder", maxOrder, `an integer from 1 to ${MAX_ORDER}`);
  }
  return Array.from({ length: maxOrder }, (_, index) => index + 1).flatMap((order) => [
    { kind, order, side: "lower", frequencyHz: Math.abs(fundamentalHz - order * spacingHz) } as const,
    { kind, order, side: "upper", frequencyHz: fundamentalHz + order * spacingHz } as const,
  ]);
}
