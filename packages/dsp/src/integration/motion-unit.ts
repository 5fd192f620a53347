import { InvalidValue, STANDARD_GRAVITY_M_PER_S2 } from "@phm/domain";

export type AccelerationUnit = "g" | "m/s2";

/** Units of what can be integrated to a velocity or displacement. Not `raw`: an uncalibrated reading has no mm/s. */
export type MotionUnit = AccelerationUnit | "mm/s" | "um";

interface MotionScale {
  /** Displacement 0, velocity 1, acceleration 2: how often it is the derivative of a displacement. */
  readonly derivative: 0 | 1 | 2;
  /** Factor to µm, µm/s or µm/s². */
  readonly micrometres: number;
}

const MOTION_SCALES: Readonly<Record<MotionUnit, MotionScale>> = {
  g: { derivative: 2, micrometres: 1e6 * STANDARD_GRAVITY_M_PER_S2 },
  "m/s2": { derivative: 2, micrometres: 1e6 },
  "mm/s": { derivative: 1, micrometres: 1e3 },
  um: { derivative: 0, micrometres: 1 },
};

export type VelocitySource = Exclude<MotionUnit, "um">;

/** What is asked for: integration goes from a unit to one of these, never back. */
export type IntegratedQuantity = "velocityMmPerS" | "displacementUm";

/**
 * Number of integrations from a unit to the quantity, and the factor that goes with them once each has divided by 2πf.
 * @throws InvalidValue when the unit is none of these (`raw`), or the quantity would need a derivative
 */
export function integrationSteps(from: MotionUnit, to: IntegratedQuantity): { readonly times: number; readonly scale: number } {
  const known = MOTION_SCALES[from] as MotionScale | undefined;
  const wanted = to === "velocityMmPerS" ? 1 : 0;
  if (known === undefined || known.derivative < wanted) {
    const allowed = Object.entries(MOTION_SCALES).filter(([, { derivative }]) => derivative >= wanted);
    throw new InvalidValue("unit", from, `one of ${allowed.map(([unit]) => unit).join(", ")}`, "wrong_unit");
  }
  return { times: known.derivative - wanted, scale: wanted === 1 ? known.micrometres / 1e3 : known.micrometres };
}
