import { InvalidValue } from "./invalid-value.js";

export const QUANTITIES = ["acceleration", "velocity", "displacement", "current", "voltage", "tachometer"] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** `raw` is an uncalibrated reading: only relative values mean something, so absolute limits abstain on it. */
export const UNITS = ["g", "m/s2", "mm/s", "um", "A", "V", "raw"] as const;
export type Unit = (typeof UNITS)[number];

const UNITS_OF: Readonly<Record<Quantity, readonly Unit[]>> = {
  acceleration: ["g", "m/s2", "raw"],
  velocity: ["mm/s", "raw"],
  displacement: ["um", "raw"],
  current: ["A", "raw"],
  voltage: ["V", "raw"],
  tachometer: ["V", "raw"],
};

export function parseQuantity(value: unknown, field = "quantity"): Quantity {
  if (QUANTITIES.includes(value as Quantity)) return value as Quantity;
  throw new InvalidValue(field, value, `one of ${QUANTITIES.join(", ")}`, "unknown_quantity");
}

/** @throws InvalidValue when the unit is unknown or does not belong to the quantity. */
export function parseUnit(quantity: Quantity, value: unknown, field = "unit"): Unit {
  if (!UNITS.includes(value as Unit)) throw new InvalidValue(field, value, `one of ${UNITS.join(", ")}`, "unknown_unit");
  if (!UNITS_OF[quantity].includes(value as Unit)) {
    throw new InvalidValue(field, value, `one of ${UNITS_OF[quantity].join(", ")} for ${quantity}`, "wrong_unit");
  }
  return value as Unit;
}

/** Standard gravity, m/s² per g (CGPM 1901). */
export const STANDARD_GRAVITY_M_PER_S2 = 9.80665;
