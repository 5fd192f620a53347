import type { Bearing, BearingGeometry, BearingOrders } from "./bearing.js";
import { checkPositive } from "./check-fields.js";
import { ordersOfGeometry } from "./geometry-orders.js";
import { InvalidValue } from "./invalid-value.js";

/** The cage order follows from the race orders; stated ones may be rounded, or measured under slip. */
const CAGE_TOLERANCE = 0.1;
/** Where both are stated, the orders are of this geometry: slip and rounding leave no more between them. */
const GEOMETRY_TOLERANCE = 0.02;
/** ISO 281 knows 3 and 10/3; fitted exponents lie around them. */
const [MIN_EXPONENT, MAX_EXPONENT] = [1, 10];

/**
 * Checks what is stated of a bearing. A designation is not looked up here.
 * @param field where it stands, e.g. `points[0].bearing`
 * @throws InvalidValue for an impossible geometry, orders that no bearing with a turning inner ring has, orders that are not of the
 * geometry, and ratings or loads that are none
 */
export function checkBearing(bearing: Bearing, field: string): void {
  const { geometry, orders } = bearing;
  if (geometry) checkGeometry(geometry, `${field}.geometry`);
  if (orders) checkOrders(orders, `${field}.orders`);
  if (geometry && orders) checkAgreement(orders, ordersOfGeometry(geometry), `${field}.orders`);
  checkRating(bearing, field);
}

function checkRating({ dynamicLoadRatingKn, equivalentLoadN, fatigueExponent }: Bearing, field: string): void {
  checkPositive(`${field}.dynamicLoadRatingKn`, dynamicLoadRatingKn);
  checkPositive(`${field}.equivalentLoadN`, equivalentLoadN);
  if (fatigueExponent !== undefined && !(fatigueExponent >= MIN_EXPONENT && fatigueExponent <= MAX_EXPONENT)) {
    const limit = `from ${MIN_EXPONENT} to ${MAX_EXPONENT}: 3 for balls, 10/3 for rollers`;
    throw new InvalidValue(`${field}.fatigueExponent`, fatigueExponent, limit, "out_of_range");
  }
}

function checkAgreement(stated: BearingOrders, computed: BearingOrders, field: string): void {
  for (const name of ["bpfo", "bpfi", "bsf", "ftf"] as const) {
    if (Math.abs(stated[name] / computed[name] - 1) <= GEOMETRY_TOLERANCE) continue;
    const limit = `${computed[name].toFixed(4)} within 2 %, as the geometry has it`;
    throw new InvalidValue(`${field}.${name}`, stated[name], limit, "contradictory_bearing");
  }
}

function checkGeometry({ ballDiameterMm, pitchDiameterMm, balls, contactAngleDeg }: BearingGeometry, field: string): void {
  checkPositive(`${field}.ballDiameterMm`, ballDiameterMm);
  if (!(pitchDiameterMm > ballDiameterMm && Number.isFinite(pitchDiameterMm))) {
    const limit = `above the ball diameter (${ballDiameterMm})`;
    throw new InvalidValue(`${field}.pitchDiameterMm`, pitchDiameterMm, limit, "impossible_geometry");
  }
  if (!Number.isInteger(balls) || balls < 3) {
    throw new InvalidValue(`${field}.balls`, balls, "an integer of at least 3", "impossible_geometry");
  }
  if (!(contactAngleDeg >= 0 && contactAngleDeg < 90)) {
    throw new InvalidValue(`${field}.contactAngleDeg`, contactAngleDeg, "at least 0 and below 90", "impossible_geometry");
  }
  const room = Math.floor(Math.PI / Math.asin(ballDiameterMm / pitchDiameterMm));
  if (balls > room) {
    throw new InvalidValue(`${field}.balls`, balls, `at most ${room}, which fit on the pitch circle`, "impossible_geometry");
  }
}

function checkOrders(orders: BearingOrders, field: string): void {
  for (const [name, order] of Object.entries(orders)) checkPositive(`${field}.${name}`, order as number);
  const { bpfo, bpfi, ftf } = orders;
  if (bpfo >= bpfi) {
    throw new InvalidValue(`${field}.bpfo`, bpfo, `below bpfi (${bpfi}): the balls pass the inner race more often`, "impossible_orders");
  }
  const cage = bpfo / (bpfo + bpfi);
  if (Math.abs(ftf / cage - 1) > CAGE_TOLERANCE) {
    throw new InvalidValue(`${field}.ftf`, ftf, `bpfo / (bpfo + bpfi) = ${cage.toFixed(4)} within 10 %`, "impossible_orders");
  }
}
