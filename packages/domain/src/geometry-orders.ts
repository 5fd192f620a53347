import type { BearingGeometry, BearingOrders } from "./bearing.js";

const { cos, PI } = Math;

/**
 * Orders of a geometry that has been checked: turning inner ring, standing outer ring, rolling without slip (Randall, Vibration-based
 * Condition Monitoring, 2nd ed., 2.2.3). With g = d/D·cos(contact angle): bpfo = n/2·(1−g), bpfi = n/2·(1+g), bsf = D/(2d)·(1−g²),
 * ftf = (1−g)/2. Example: 13 balls of 3.5 mm on 25.6 mm, 0° -> bpfo 5.6113, bpfi 7.3887.
 */
export function ordersOfGeometry({ ballDiameterMm, pitchDiameterMm, balls, contactAngleDeg }: BearingGeometry): BearingOrders {
  const g = (ballDiameterMm / pitchDiameterMm) * cos((contactAngleDeg * PI) / 180);
  return {
    bpfo: (balls / 2) * (1 - g),
    bpfi: (balls / 2) * (1 + g),
    bsf: (pitchDiameterMm / (2 * ballDiameterMm)) * (1 - g * g),
    ftf: (1 - g) / 2,
  };
}
