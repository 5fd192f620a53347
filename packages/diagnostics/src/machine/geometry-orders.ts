import type { BearingGeometry, BearingOrders } from "@phm/domain";
import { InvalidValue, ordersOfGeometry } from "@phm/domain";

function requirePositive(field: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidValue(field, value, "a finite number above 0", "bad_geometry");
}

/**
 * Characteristic frequencies in multiples of shaft speed (domain `ordersOfGeometry` has the formulas), of a geometry that nobody has
 * checked yet. Example: 13 balls of 3.5 mm on 25.6 mm, 0° -> bpfo 5.6113, bpfi 7.3887.
 * @throws InvalidValue when a length or the ball count is not positive, or the balls do not fit on their circle.
 */
export function characteristicOrders(geometry: BearingGeometry): BearingOrders {
  const { ballDiameterMm, pitchDiameterMm, balls, contactAngleDeg } = geometry;
  requirePositive("bearing.geometry.ballDiameterMm", ballDiameterMm);
  requirePositive("bearing.geometry.pitchDiameterMm", pitchDiameterMm);
  requirePositive("bearing.geometry.balls", balls);
  if (!(contactAngleDeg >= 0 && contactAngleDeg < 90)) {
    throw new InvalidValue("bearing.geometry.contactAngleDeg", contactAngleDeg, "from 0 to below 90 degrees", "bad_geometry");
  }
  if (balls * ballDiameterMm > Math.PI * pitchDiameterMm) {
    throw new InvalidValue(
      "bearing.geometry.balls",
      balls,
      "few enough that the balls fit on their circle (balls × ball diameter at most π × pitch diameter)",
      "bad_geometry",
    );
  }
  return ordersOfGeometry(geometry);
}
